import type {
  IpamPoolAllocationRow,
  IpamPoolRow,
  IpamRow,
  IpamScopeRow,
} from '#store/schema/ipam.ts';
import type { Reader } from '#store/store.ts';
import { regionsOf } from '../ipam/regions.ts';
import { blocksOf, holds } from '../ipam-pool/cidr.ts';
import { allows } from '../ipam-pool-allocation/choose.ts';
import { type ResourceCidr, resourceCidrs } from './cidrs.ts';
import { overlapsOf } from './overlaps.ts';
import { settingsOf } from './settings.ts';

/** A block of a VPC or a subnet as an IPAM sees it. */
export interface Watched extends ResourceCidr {
  readonly managementStatus: 'Managed' | 'Unmanaged' | 'Ignored';
  readonly complianceStatus: 'Compliant' | 'Noncompliant' | 'Unmanaged' | 'Ignored';
  readonly overlapStatus: 'Overlapping' | 'Nonoverlapping' | 'Ignored';
  readonly overlaps: readonly ResourceCidr[];
  /** What a pool has given out to it or to its VPC, if anything. */
  readonly allocation: IpamPoolAllocationRow | undefined;
}

/** The blocks in a scope: VPCs and subnets in the regions that the IPAM's discoveries look at. */
export async function watchedIn(
  tx: Reader,
  ipam: IpamRow,
  scope: Pick<IpamScopeRow, 'id'>,
): Promise<Watched[]> {
  const settings = await tx.all(settingsOf, { ipamId: ipam.id });
  const changed = new Map(settings.map((row) => [`${row.resource_id} ${row.resource_cidr}`, row]));
  const settingOf = ({ resourceId, cidr }: ResourceCidr) => changed.get(`${resourceId} ${cidr}`);
  const inScope = (await resourceCidrs(tx, ipam.account_id, await regionsSeen(tx, ipam))).filter(
    (each) => (settingOf(each)?.ipam_scope_id ?? defaultScope(ipam, each)) === scope.id,
  );
  const isIgnored = (each: ResourceCidr) => settingOf(each)?.monitored === 0;
  const overlaps = overlapsOf(inScope.filter((each) => !isIgnored(each)));
  const given = await givenIn(tx, scope.id);
  return inScope.map((each): Watched => {
    const found = given.get(each.vpcId)?.find(({ allocation }) => isOf(allocation, each));
    if (isIgnored(each)) {
      return {
        ...each,
        managementStatus: 'Ignored',
        complianceStatus: 'Ignored',
        overlapStatus: 'Ignored',
        overlaps: [],
        allocation: found?.allocation,
      };
    }
    const rivals = overlaps.get(each) ?? [];
    return {
      ...each,
      managementStatus: found ? 'Managed' : 'Unmanaged',
      complianceStatus: found ? complianceOf(found) : 'Unmanaged',
      overlapStatus: rivals.length > 0 ? 'Overlapping' : 'Nonoverlapping',
      overlaps: rivals,
      allocation: found?.allocation,
    };
  });
}

/** Private addresses are in one default scope, IPv6 addresses in the other. */
const defaultScope = (ipam: IpamRow, { cidr }: ResourceCidr): string =>
  cidr.includes(':') ? ipam.public_default_scope_id : ipam.private_default_scope_id;

/** The regions that discoveries look at, among those in which the IPAM operates. */
async function regionsSeen(tx: Reader, ipam: IpamRow): Promise<string[]> {
  const rows = await tx.select((db) =>
    db
      .selectFrom('ipam_resource_discovery_association as association')
      .innerJoin(
        'ipam_resource_discovery as discovery',
        'discovery.id',
        'association.ipam_resource_discovery_id',
      )
      .select('discovery.operating_regions')
      .where('association.ipam_id', '=', ipam.id),
  );
  const seen = new Set(rows.flatMap(({ operating_regions }) => regionsOf(operating_regions)));
  // What an IPAM was made with looks where the IPAM operates.
  return regionsOf(ipam.operating_regions).filter((region) => seen.has(region));
}

interface Given {
  readonly allocation: IpamPoolAllocationRow;
  readonly pool: IpamPoolRow;
}

/** What the pools of a scope have given out to VPCs, by the VPC. */
async function givenIn(tx: Reader, scopeId: string): Promise<Map<string, Given[]>> {
  const pools = await tx.select((db) =>
    db.selectFrom('ipam_pool').selectAll().where('ipam_scope_id', '=', scopeId),
  );
  if (pools.length === 0) return new Map();
  const byId = new Map(pools.map((pool) => [pool.id, pool]));
  const rows = await tx.select((db) =>
    db
      .selectFrom('ipam_pool_allocation')
      .selectAll()
      .where('ipam_pool_id', 'in', [...byId.keys()])
      .where('resource_type', '=', 'Vpc'),
  );
  const given = rows.flatMap((allocation) => {
    const pool = byId.get(allocation.ipam_pool_id);
    return pool ? [{ allocation, pool }] : [];
  });
  return Map.groupBy(given, ({ allocation }) => allocation.resource_id);
}

/** Whether it is the block of the VPC, or the subnet is in it. */
function isOf(
  { cidr_block }: IpamPoolAllocationRow,
  { resourceType, cidr }: ResourceCidr,
): boolean {
  if (resourceType === 'Vpc') return cidr_block === cidr;
  const [outer, inner] = blocksOf([cidr_block, cidr]);
  return outer !== undefined && inner !== undefined && holds(outer, inner);
}

/** Whether the pool would give out the block still. */
function complianceOf({ allocation, pool }: Given): 'Compliant' | 'Noncompliant' {
  const [block] = blocksOf([allocation.cidr_block]);
  return block && allows(pool, block.mask) ? 'Compliant' : 'Noncompliant';
}
