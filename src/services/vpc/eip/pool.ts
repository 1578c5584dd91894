import type { Context } from '#core/context.ts';
import { refuse } from '#core/refusal.ts';
import { query } from '#store/query.ts';
import type { Reader } from '#store/store.ts';
import { vpcRefusals } from '../refusals.ts';
import { ipv4Number, ipv4Range, ipv4Text } from '../subnet/range.ts';

/**
 * Where automatic public addresses come from: the upper half of the block that RFC 2544 sets aside
 * for tests of network gear. No host on the internet has them, and no VPC block (RFC 1918) contains
 * them, so a client that tries one reaches nobody by accident. The lower half is not used: proxies
 * such as Clash hand it out as fake addresses.
 */
const AUTOMATIC = '198.19.0.0/16';

/**
 * The addresses that a client may request: the whole RFC 2544 block and the examples of RFC 5737.
 */
const BY_NAME = ['198.18.0.0/15', '192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'];

// When a tenth of the block is free, 256 tries fail less than once in 10^11 requests.
const TRIES = 256;

/**
 * A free public address, picked at random and checked by an index, so that the cost does not grow
 * with the number of addresses in use.
 * @throws Refused when the pool is nearly empty.
 */
export async function freeAddress(tx: Reader, context: Context): Promise<string> {
  const range = ipv4Range(AUTOMATIC);
  if (range === undefined) return refuse(vpcRefusals.EipPoolEmpty);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const offset = context.ids.random(4).readUInt32BE() % range.size;
    if (offset === 0 || offset === range.size - 1) continue;
    const address = ipv4Text(range.first + offset);
    if (!(await isTaken(tx, context.region.id, address))) return address;
  }
  return refuse(vpcRefusals.EipPoolEmpty);
}

/** Whether an EIP of the region has the address. */
export async function isTaken(tx: Reader, region: string, address: string): Promise<boolean> {
  return (await tx.first(eipWithAddress, { region, address })) !== undefined;
}

/** Whether a client may ask for this address by name. */
export function mayBeNamed(address: string): boolean {
  const number = ipv4Number(address);
  if (number === undefined) return false;
  return BY_NAME.some((block) => {
    const range = ipv4Range(block);
    return range && number >= range.first && number < range.first + range.size;
  });
}

const eipWithAddress = query((db, p: { region: string; address: string }) =>
  db
    .selectFrom('eip')
    .select('id')
    .where('region', '=', p.region)
    .where('ip_address', '=', p.address),
);
