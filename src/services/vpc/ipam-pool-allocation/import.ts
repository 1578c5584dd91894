import type { Context } from '#core/context.ts';
import type { IpamPoolRow } from '#store/schema/ipam.ts';
import type { Writer } from '#store/store.ts';
import { regionsOf } from '../ipam/regions.ts';
import { ownIpam } from '../ipam/rows.ts';
import { blockOf, blocksOf, holds, overlap } from '../ipam-pool/cidr.ts';
import { cidrsOfPool, importingPools } from '../ipam-pool/rows.ts';
import { vpcCidrs } from '../ipam-resource-cidr/cidrs.ts';
import { defaultScopes, ownScope } from '../ipam-scope/rows.ts';
import { makeAllocation } from './make.ts';
import { allocationsOfPool } from './rows.ts';

/** A block of a VPC. */
interface VpcBlock {
  readonly vpcId: string;
  readonly region: string;
  readonly cidrBlock: string;
}

/** Imports the blocks of the VPCs that are there into a pool that imports. */
export async function importVpcs(tx: Writer, context: Context, pool: IpamPoolRow): Promise<void> {
  const owner = { account_id: pool.account_id, region: pool.region };
  const scope = await tx.first(ownScope, { id: pool.ipam_scope_id, ...owner });
  if (pool.auto_import === 0 || pool.ip_version !== 'IPv4' || scope?.is_default !== 1) return;
  const ipam = await tx.first(ownIpam, { id: pool.ipam_id, ...owner });
  const operating = regionsOf(ipam?.operating_regions ?? '[]');
  const regions = pool.pool_region_id === '' ? operating : [pool.pool_region_id];
  for (const each of await vpcCidrs(tx, pool.account_id, regions)) {
    await importBlock(tx, context, pool, {
      vpcId: each.resourceId,
      region: each.region,
      cidrBlock: each.cidr,
    });
  }
}

/** Imports a new block of a VPC into the first pool of its account that imports and has it. */
export async function importNewBlock(tx: Writer, context: Context, block: VpcBlock): Promise<void> {
  const of = { accountId: context.accountId, region: block.region };
  const pools = await tx.all(importingPools, of);
  const scopes = await tx.allOf(
    defaultScopes,
    pools.map(({ ipam_scope_id }) => ipam_scope_id),
  );
  // VPCs are in the default scopes.
  const isDefault = new Set(scopes.map(({ id }) => id));
  for (const pool of pools.filter(({ ipam_scope_id }) => isDefault.has(ipam_scope_id))) {
    if (await importBlock(tx, context, pool, block)) return;
  }
}

/** Whether the block is now one that the pool has given out to the VPC. */
async function importBlock(
  tx: Writer,
  context: Context,
  pool: IpamPoolRow,
  { vpcId, region, cidrBlock }: VpcBlock,
): Promise<boolean> {
  const block = blockOf(cidrBlock);
  if (block === undefined) return false;
  const cidrs = blocksOf(
    (await tx.all(cidrsOfPool, { poolId: pool.id })).map((row) => row.cidr_block),
  );
  const source = cidrs.find((each) => holds(each, block));
  if (source === undefined) return false;
  const given = await tx.all(allocationsOfPool, { poolId: pool.id });
  const taken = blocksOf(given.map((row) => row.cidr_block));
  if (taken.some((each) => overlap(each, block))) return false;
  await makeAllocation(tx, context, {
    poolId: pool.id,
    cidrBlock: block.text,
    sourceCidrBlock: source.text,
    resourceType: 'Vpc',
    resourceId: vpcId,
    resourceRegion: region,
  });
  return true;
}
