import type { Context } from '#core/context.ts';
import { remainingQuota, reserveQuota } from '#core/quota.ts';
import { query } from '#store/query.ts';
import type { Reader, Writer } from '#store/store.ts';
import { anyTaken } from '../eip/in-pool.ts';
import { AUTOMATIC_EIPS, mayBeNamed } from '../eip/public-blocks.ts';
import { type Ipv4Range, ipv4Cidr, ipv4Range, ipv4Text } from '../subnet/range.ts';
import type { BlockFacts } from './cidr.rules.ts';
import { blockBefore } from './rows.ts';

export const LARGEST_MASK = 24;
export const SMALLEST_MASK = 32;

// A block that is asked for by its mask is tried at so many places.
const TRIES = 64;

export interface AskedBlock {
  readonly CidrBlock?: string | undefined;
  readonly CidrMask?: number | undefined;
}

/** Finds the block that a request names or asks for; whether it may be had is for the rules. */
export async function blockFacts(
  tx: Reader,
  { CidrBlock, CidrMask }: AskedBlock,
  context: Context,
): Promise<BlockFacts> {
  const region = context.region.id;
  const named = CidrBlock === undefined ? undefined : publicBlock(CidrBlock);
  const block =
    named ?? (CidrMask === undefined ? undefined : await freeBlock(tx, context, CidrMask));
  return {
    cidrBlock: CidrBlock,
    cidrMask: CidrMask,
    block: block && { ...block, cidr: ipv4Cidr(block) },
    conflict: named !== undefined && !(await isFree(tx, region, named)),
    addressesLeft: await remainingQuota(tx, context, 'AddressesInIpAddressPools'),
  };
}

/** Gives a block to a pool, and counts its addresses. */
export async function addBlock(
  tx: Writer,
  pool: { readonly id: string; readonly account_id: string; readonly region: string },
  block: Ipv4Range,
): Promise<void> {
  await tx.insert('ip_address_pool_block', {
    ip_address_pool_id: pool.id,
    region: pool.region,
    cidr_block: ipv4Cidr(block),
    first: block.first,
    last: block.first + block.size - 1,
    created_at: tx.now,
  });
  await reserveQuota(tx, pool, 'AddressesInIpAddressPools', block.size);
}

/** Takes a block from a pool, and gives back what it counted. */
export async function removeBlock(
  tx: Writer,
  pool: { readonly account_id: string; readonly region: string },
  block: { readonly first: number; readonly last: number },
): Promise<void> {
  await tx.run(deleteBlock, { region: pool.region, first: block.first });
  await reserveQuota(tx, pool, 'AddressesInIpAddressPools', block.first - block.last - 1);
}

/** Reads a block of which all addresses may be EIPs; undefined when it is none. */
function publicBlock(cidr: string): Ipv4Range | undefined {
  const range = ipv4Range(cidr);
  if (range === undefined || range.prefix < LARGEST_MASK) return undefined;
  const ends = [range.first, range.first + range.size - 1].map(ipv4Text);
  return ends.every(mayBeNamed) ? range : undefined;
}

async function freeBlock(
  tx: Reader,
  context: Context,
  prefix: number,
): Promise<Ipv4Range | undefined> {
  const all = ipv4Range(AUTOMATIC_EIPS);
  if (all === undefined) return undefined;
  const size = 2 ** (32 - prefix);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const place = context.ids.random(4).readUInt32BE() % (all.size / size);
    const block = { first: all.first + place * size, size, prefix };
    if (await isFree(tx, context.region.id, block)) return block;
  }
  return undefined;
}

/** Whether no pool of a region has an address of a block, and no EIP either. */
async function isFree(tx: Reader, region: string, block: Ipv4Range): Promise<boolean> {
  const number = block.first + block.size - 1;
  const before = await tx.first(blockBefore, { region, number });
  if (before && before.last >= block.first) return false;
  return !(await anyTaken(tx, region, block));
}

const deleteBlock = query((db, p: { region: string; first: number }) =>
  db
    .deleteFrom('ip_address_pool_block')
    .where('region', '=', p.region)
    .where('first', '=', p.first),
);
