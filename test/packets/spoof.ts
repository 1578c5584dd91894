import type { SentFrame } from './agent.ts';

/* Frames that claim what is another's. Nobody may believe them or see them. */

const BROADCAST = 'ffffffffffff';
const ALL_NODES = '333300000001';

export const hexMac = (mac: string): string => mac.replaceAll(':', '');
export const hexIpv4 = (address: string): string =>
  Buffer.from(address.split('.').map(Number)).toString('hex');

/** An ARP request or answer in which `mac` says that it has `address`. */
export function arp(
  mac: string,
  address: string,
  { to = BROADCAST, operation = 1, frameMac = mac, target = address } = {},
): string {
  const sender = hexMac(mac);
  const head = `${to}${hexMac(frameMac)}0806000108000604000${operation}`;
  return `${head}${sender}${hexIpv4(address)}000000000000${hexIpv4(target)}`;
}

/** An unsolicited neighbour advertisement in which `mac` says that it has `address`. */
export function advertisement(mac: string, address: string, source = address): string {
  const [from, target] = [hexIpv6(source), hexIpv6(address)];
  const to = hexIpv6('ff02::1');
  const body = `88000000a0000000${target}0201${hexMac(mac)}`;
  const length = (body.length / 2).toString(16).padStart(8, '0');
  const checksum = sum(`${from}${to}${length}0000003a${body}`);
  const message = `${body.slice(0, 4)}${checksum}${body.slice(8)}`;
  const size = (body.length / 2).toString(16).padStart(4, '0');
  return `${ALL_NODES}${hexMac(mac)}86dd60000000${size}3aff${from}${to}${message}`;
}

/** The frames with which a NIC claims addresses that are another's. */
export const claims = (from: string, mac: string, ipv4: string, ipv6: string): SentFrame[] =>
  [
    arp(mac, ipv4),
    arp(mac, ipv4, { operation: 2 }),
    arp(mac, ipv4, { operation: 2, to: 'feffffffffff' }),
    arp('02:00:00:00:00:77', ipv4, { operation: 2, frameMac: mac }),
    advertisement(mac, ipv6),
    advertisement(mac, ipv6, 'fe80::7'),
  ].map((frame) => ({ tag: 0, from, frame }));

function sum(hex: string): string {
  let total = 0;
  for (let at = 0; at < hex.length; at += 4) {
    total += Number.parseInt(hex.slice(at, at + 4).padEnd(4, '0'), 16);
  }
  while (total > 0xffff) total = (total & 0xffff) + (total >>> 16);
  return (~total & 0xffff).toString(16).padStart(4, '0');
}

function hexIpv6(text: string): string {
  const [head = '', tail] = text.split('::');
  const parts = (side: string | undefined) => (side ? side.split(':') : []);
  const before = parts(head);
  const after = parts(tail);
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].map((part) => part.padStart(4, '0')).join('');
}
