import { ipv4Number, ipv4Range } from '../subnet/range.ts';

/**
 * Where automatic public addresses come from: the upper half of the block that RFC 2544 sets aside
 * for tests of network gear. No host on the internet has them, and no VPC block (RFC 1918) contains
 * them, so a client that tries one reaches nobody by accident. The lower half is not used: proxies
 * such as Clash hand it out as fake addresses.
 */
export const AUTOMATIC_EIPS = '198.19.0.0/16';

/**
 * The addresses that a client may request: the whole RFC 2544 block and the examples of RFC 5737.
 */
const BY_NAME = ['198.18.0.0/15', '192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'];

/** Whether a client may ask for this address by name. */
export function mayBeNamed(address: string): boolean {
  const number = ipv4Number(address);
  if (number === undefined) return false;
  return BY_NAME.some((block) => {
    const range = ipv4Range(block);
    return range && number >= range.first && number < range.first + range.size;
  });
}
