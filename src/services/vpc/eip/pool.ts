import type { Context } from '#core/context.ts';
import { refuse } from '#core/refusal.ts';
import { query } from '#store/query.ts';
import type { Reader } from '#store/store.ts';
import { blocksOfPools, poolWith } from '../ip-address-pool/rows.ts';
import { vpcRefusals } from '../refusals.ts';
import { ipv4Range, ipv4Text } from '../subnet/range.ts';
import { eipsInPools } from './in-pool.ts';
import { AUTOMATIC_EIPS } from './public-blocks.ts';

// When a tenth of the block is free, 256 tries fail less than once in 10^11 requests.
const TRIES = 256;

/**
 * A free public address: of a pool of the account's, or picked at random and checked by an index, so
 * that the cost does not grow with the number of addresses in use.
 * @throws Refused when the pool is empty, or nearly so.
 */
export async function freeAddress(
  tx: Reader,
  context: Context,
  ipAddressPoolId?: string,
): Promise<string> {
  if (ipAddressPoolId !== undefined) {
    return (await freeInPool(tx, ipAddressPoolId)) ?? refuse(vpcRefusals.EipPoolEmpty);
  }
  const range = ipv4Range(AUTOMATIC_EIPS);
  if (range === undefined) return refuse(vpcRefusals.EipPoolEmpty);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const offset = context.ids.random(4).readUInt32BE() % range.size;
    if (offset === 0 || offset === range.size - 1) continue;
    const address = ipv4Text(range.first + offset);
    if (await isTaken(tx, context.region.id, address)) continue;
    if ((await poolWith(tx, context.region.id, address)) === undefined) return address;
  }
  return refuse(vpcRefusals.EipPoolEmpty);
}

/** Whether an EIP of the region has the address. */
export async function isTaken(tx: Reader, region: string, address: string): Promise<boolean> {
  return (await tx.first(eipWithAddress, { region, address })) !== undefined;
}

/** A free address of an IP address pool, the lowest; undefined when it has none. */
async function freeInPool(tx: Reader, ipAddressPoolId: string): Promise<string | undefined> {
  const ids = [ipAddressPoolId];
  const blocks = (await blocksOfPools(tx, ids)).get(ipAddressPoolId) ?? [];
  const eips = (await eipsInPools(tx, ids)).get(ipAddressPoolId) ?? [];
  const taken = new Set(eips.map(({ ip_address }) => ip_address));
  for (const { first, last } of blocks) {
    for (let number = first; number <= last; number += 1) {
      if (!taken.has(ipv4Text(number))) return ipv4Text(number);
    }
  }
  return undefined;
}

const eipWithAddress = query((db, p: { region: string; address: string }) =>
  db
    .selectFrom('eip')
    .select('id')
    .where('region', '=', p.region)
    .where('ip_address', '=', p.address),
);
