import type { Reader } from '#store/store.ts';
import { blocksOf, sizeOf } from '../ipam-pool/cidr.ts';
import { ipv4Range, usableCount } from '../subnet/range.ts';
import { blocksOfVpcs } from '../vpc/cidr-rows.ts';

/** A block of a VPC or a subnet, as a resource discovery finds it. */
export interface ResourceCidr {
  readonly resourceType: 'Vpc' | 'Subnet';
  readonly resourceId: string;
  readonly resourceName: string;
  readonly accountId: string;
  readonly region: string;
  readonly vpcId: string;
  readonly cidr: string;
  /** How much of it is used, from 0 to 1: by subnets in a VPC, by addresses in a subnet. */
  readonly usage: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** The blocks of an account's VPCs in some regions: quotas keep them few. */
export async function vpcCidrs(
  tx: Reader,
  accountId: string,
  regions: readonly string[],
): Promise<ResourceCidr[]> {
  const rows = await tx.select((db) =>
    db
      .selectFrom('vpc')
      .select(['id', 'name', 'region', 'cidr_block', 'created_at'])
      .where('account_id', '=', accountId)
      .where('region', 'in', [...regions, ''])
      .orderBy('id'),
  );
  const blocks = await blocksOfVpcs(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.flatMap((row) => {
    const more = blocks.get(row.id);
    const ipv6 = more?.ipv6.map(({ cidr_block }) => cidr_block) ?? [];
    return [row.cidr_block, ...(more?.secondary ?? []), ...ipv6].map(
      (cidr): ResourceCidr => ({
        resourceType: 'Vpc',
        resourceId: row.id,
        resourceName: row.name,
        accountId,
        region: row.region,
        vpcId: row.id,
        cidr,
        usage: 0,
        createdAt: row.created_at,
      }),
    );
  });
}

/** The blocks of an account's VPCs and subnets in some regions. */
export async function resourceCidrs(
  tx: Reader,
  accountId: string,
  regions: readonly string[],
): Promise<ResourceCidr[]> {
  const vpcs = await vpcCidrs(tx, accountId, regions);
  const rows = await tx.select((db) =>
    db
      .selectFrom('subnet')
      .select(['id', 'name', 'region', 'vpc_id', 'cidr_block', 'ipv6_cidr_block'])
      .select(['ipv4_used', 'created_at'])
      .where('account_id', '=', accountId)
      .where('region', 'in', [...regions, ''])
      .orderBy('id'),
  );
  const subnets = rows.flatMap((row) =>
    [row.cidr_block, row.ipv6_cidr_block]
      .filter((cidr) => cidr !== '')
      .map(
        (cidr): ResourceCidr => ({
          resourceType: 'Subnet',
          resourceId: row.id,
          resourceName: row.name,
          accountId,
          region: row.region,
          vpcId: row.vpc_id,
          cidr,
          usage: usageOfSubnet(cidr, row.ipv4_used),
          createdAt: row.created_at,
        }),
      ),
  );
  const inVpc = Map.groupBy(subnets, ({ vpcId }) => vpcId);
  const used = vpcs.map((each) => ({ ...each, usage: usageOfVpc(each, inVpc.get(each.vpcId)) }));
  return [...used, ...subnets];
}

function usageOfSubnet(cidr: string, used: number): number {
  const range = ipv4Range(cidr);
  // An IPv6 block is too large to be used up.
  return range === undefined ? 0 : Math.min(1, used / Math.max(1, usableCount(range)));
}

function usageOfVpc({ cidr }: ResourceCidr, subnets: readonly ResourceCidr[] = []): number {
  const [outer] = blocksOf([cidr]);
  if (outer === undefined) return 0;
  const inside = blocksOf(subnets.map((each) => each.cidr)).filter(
    ({ version, first, last }) =>
      version === outer.version && outer.first <= first && last <= outer.last,
  );
  const sum = inside.reduce((total, { version, mask }) => total + sizeOf(version, mask), 0n);
  return Number((sum * 10_000n) / sizeOf(outer.version, outer.mask)) / 10_000;
}

/** A share as the answers have it: a text with up to four digits, such as `0.25`. */
export const usageText = (usage: number): string => String(Math.round(usage * 10_000) / 10_000);
