import { refuse } from '#core/refusal.ts';
import type { IpamPoolRow } from '#store/schema/ipam.ts';
import type { Reader } from '#store/store.ts';
import { type Block, blockOf, blocksOf, freeBlock, holds, overlap } from '../ipam-pool/cidr.ts';
import { cidrsOfPool } from '../ipam-pool/rows.ts';
import { vpcRefusals } from '../refusals.ts';
import { allocationsOfPool } from './rows.ts';

/** A block that a pool can give out, and the block of the pool that it is in. */
export interface Chosen {
  readonly cidrBlock: string;
  readonly sourceCidrBlock: string;
}

interface Wish {
  readonly CidrBlock?: string | undefined;
  readonly CidrMask?: number | undefined;
}

/**
 * The block that is named, or the first free one of a mask: the one that is given, else the pool's
 * default. With both it is looked for in the named block, which is one of the pool or in one.
 * @throws Refused when the pool has no such block, or something else has it.
 */
export async function chosenBlock(tx: Reader, pool: IpamPoolRow, wish: Wish): Promise<Chosen> {
  const cidrs = blocksOf(
    (await tx.all(cidrsOfPool, { poolId: pool.id })).map((row) => row.cidr_block),
  );
  const given = await tx.all(allocationsOfPool, { poolId: pool.id });
  const taken = blocksOf(given.map(({ cidr_block }) => cidr_block));
  const named = wish.CidrBlock === undefined ? undefined : ownBlock(pool, cidrs, wish.CidrBlock);
  const mask = wish.CidrMask ?? named?.mask ?? pool.allocation_default_cidr_mask;
  if (!allows(pool, mask)) refuse(vpcRefusals.IpamMaskNotAllowed, mask < 0 ? '' : String(mask));
  const wanted = named?.mask === mask ? named : undefined;
  const rival = wanted && taken.find((each) => overlap(each, wanted));
  if (rival) refuse(vpcRefusals.IpamPoolCidrConflict, rival.text);
  const cidrBlock = wanted?.text ?? freeBlock(named ? [named] : cidrs, taken, mask);
  if (cidrBlock === undefined) refuse(vpcRefusals.IpamPoolExhausted, String(mask));
  const chosen = blockOf(cidrBlock);
  const source = chosen && cidrs.find((each) => holds(each, chosen));
  return { cidrBlock, sourceCidrBlock: source?.text ?? '' };
}

function ownBlock(pool: IpamPoolRow, cidrs: readonly Block[], text: string): Block {
  const block = blockOf(text);
  if (block?.version !== pool.ip_version)
    refuse(vpcRefusals.IpamPoolCidrMalformed, pool.ip_version);
  if (!cidrs.some((each) => holds(each, block))) refuse(vpcRefusals.IpamPoolCidrNotFound);
  return block;
}

/** Whether a pool gives out blocks of a mask. */
export function allows(pool: IpamPoolRow, mask: number): boolean {
  const { allocation_min_cidr_mask: min, allocation_max_cidr_mask: max } = pool;
  return mask >= 0 && mask >= min && (max < 0 || mask <= max);
}
