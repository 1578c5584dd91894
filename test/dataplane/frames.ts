import ipaddr from 'ipaddr.js';

/* Frames that no stack would send, as hexadecimal digits. */

const digits = (mac: string): string => mac.replaceAll(':', '');
const hex = (bytes: readonly number[]): string => Buffer.from(bytes).toString('hex');
const addressHex = (address: string): string => hex(ipaddr.parse(address).toByteArray());

export interface Arp {
  readonly sender: string;
  readonly target: string;
  /** The sender's MAC in the ARP header, and in the frame where there is no `frameMac`. */
  readonly mac: string;
  readonly frameMac?: string;
  readonly reply?: boolean;
}

/** An ARP request or reply that is sent to all. With its sender as the target it is gratuitous. */
export function arp({ sender, target, mac, frameMac = mac, reply = false }: Arp): string {
  const ethernet = `ffffffffffff${digits(frameMac)}0806`;
  const operation = reply ? '0002' : '0001';
  return `${ethernet}000108000604${operation}${digits(mac)}${addressHex(sender)}000000000000${addressHex(target)}`.padEnd(
    120,
    '0',
  );
}

export interface Neighbour {
  readonly sender: string;
  readonly target: string;
  readonly mac: string;
  /** Makes it a solicitation, which asks for the target. */
  readonly solicit?: boolean;
}

/** A neighbour advertisement with the override flag, or a solicitation, sent to the router. */
export function neighbourAdvertisement({
  sender,
  target,
  mac,
  solicit = false,
}: Neighbour): string {
  const destination = 'fe80::1';
  const option = `${solicit ? '01' : '02'}01${digits(mac)}`;
  const flags = solicit ? '00000000' : '20000000';
  const body = `${solicit ? '87' : '88'}000000${flags}${addressHex(target)}${option}`;
  const sum = checksum(
    `${addressHex(sender)}${addressHex(destination)}${length(body)}0000003a${body}`,
  );
  const icmp = `${body.slice(0, 4)}${sum}${body.slice(8)}`;
  const ip = `60000000${length(body).slice(4)}3aff${addressHex(sender)}${addressHex(destination)}`;
  return `feffffffffff${digits(mac)}86dd${ip}${icmp}`;
}

export interface Unreachable {
  readonly sender: string;
  readonly mac: string;
  /** The UDP packet that could not be delivered: its sender is told so. */
  readonly about: {
    readonly source: string;
    readonly destination: string;
    readonly sourcePort: number;
    readonly port: number;
  };
}

/** An ICMP error of IPv4 that says that there is no such port. */
export function portUnreachable({ sender, mac, about }: Unreachable): string {
  const { source, destination, sourcePort, port } = about;
  const udp = `${hex16(sourcePort)}${hex16(port)}00080000`;
  const inner = `${ipv4(28, 17, source, destination)}${udp}`;
  const body = `0303000000000000${inner}`;
  const icmp = `${body.slice(0, 4)}${checksum(body)}${body.slice(8)}`;
  const header = ipv4(20 + icmp.length / 2, 1, sender, source);
  return `feffffffffff${digits(mac)}0800${header}${icmp}`;
}

const hex16 = (number: number): string => number.toString(16).padStart(4, '0');

function ipv4(size: number, protocol: number, source: string, destination: string): string {
  const start = `4500${hex16(size)}0000400040${protocol.toString(16).padStart(2, '0')}`;
  const addresses = `${addressHex(source)}${addressHex(destination)}`;
  return `${start}${checksum(`${start}0000${addresses}`)}${addresses}`;
}

const length = (body: string): string => (body.length / 2).toString(16).padStart(8, '0');

function checksum(data: string): string {
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) sum += Number.parseInt(data.slice(at, at + 4), 16);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return (0xffff - sum).toString(16).padStart(4, '0');
}
