import { type Context, ownerOf } from '#core/context.ts';
import type { IpamPoolRow } from '#store/schema/ipam.ts';
import type { Reader, Writer } from '#store/store.ts';
import { ownPoolToChange } from '../ipam-pool/rows.ts';
import { vpcRefusals } from '../refusals.ts';
import { chosenBlock } from './choose.ts';
import { importNewBlock } from './import.ts';
import { makeAllocation } from './make.ts';

/** What {@link planBlock} may refuse. */
export const poolRefusals = [
  vpcRefusals.IpamMaskNotAllowed,
  vpcRefusals.IpamPoolCidrMalformed,
  vpcRefusals.IpamPoolCidrNotFound,
  vpcRefusals.IpamPoolCidrConflict,
] as const;

/** The pool that a VPC's block is taken from, as a request names it. Locked. */
export interface PoolFacts {
  readonly poolId: string | undefined;
  readonly pool: IpamPoolRow | undefined;
  /** Why the pool does not do, if it does not. */
  readonly misfit: string | undefined;
}

export async function poolForVpc(
  tx: Reader,
  context: Context,
  poolId: string | undefined,
): Promise<PoolFacts> {
  const pool =
    poolId === undefined
      ? undefined
      : await tx.first(ownPoolToChange, { id: poolId, ...ownerOf(context) });
  return { poolId, pool, misfit: pool && misfitOf(pool, context) };
}

function misfitOf(pool: IpamPoolRow, { region }: Context): string | undefined {
  if (pool.ip_version !== 'IPv4') return 'it is for IPv6';
  const elsewhere = pool.pool_region_id !== '' && pool.pool_region_id !== region.id;
  return elsewhere ? `it is for ${pool.pool_region_id}` : undefined;
}

/**
 * Takes a new block of a VPC from the pool that was named, or imports it into one that imports.
 * @throws Refused when the pool cannot give it out.
 */
export async function planBlock(
  tx: Writer,
  context: Context,
  pool: IpamPoolRow | undefined,
  block: { readonly vpcId: string; readonly cidrBlock: string },
): Promise<void> {
  const region = context.region.id;
  if (pool === undefined) {
    await importNewBlock(tx, context, { ...block, region });
    return;
  }
  await makeAllocation(tx, context, {
    ...(await chosenBlock(tx, pool, { CidrBlock: block.cidrBlock })),
    poolId: pool.id,
    resourceType: 'Vpc',
    resourceId: block.vpcId,
    resourceRegion: region,
  });
}
