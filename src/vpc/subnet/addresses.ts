import type { Call } from '../../call.ts';
import { refuse } from '../../refusal.ts';
import { lockingQuery, query } from '../../store/query.ts';
import type { SubnetRow } from '../../store/schema.ts';
import type { Reader, Writer } from '../../store/store.ts';
import { vpcRefusals } from '../refusals.ts';
import {
  ipv4Number,
  ipv4Range,
  ipv4Text,
  ipv6In,
  ipv6Text,
  ipv6Usable,
  usable,
  usableCount,
} from './range.ts';

/** The subnet's part in giving out an address. Load it with the row locked. */
export type SubnetAddresses = Pick<
  SubnetRow,
  'id' | 'vpc_id' | 'cidr_block' | 'ipv6_cidr_block' | 'ipv4_used' | 'ipv4_cursor'
>;

/** Addresses that are asked for by name, or by number. */
export interface Wanted {
  readonly given?: readonly string[] | undefined;
  readonly count?: number | undefined;
  /** Addresses that the same request asks for by name elsewhere: a number leaves them alone. */
  readonly spoken?: readonly string[] | undefined;
}

/** The interface that gets them, and from which position on. */
export interface Holder {
  readonly networkInterfaceId: string;
  readonly position: number;
  readonly primary: boolean;
}

/** The virtual IP that gets one. */
export interface VirtualHolder {
  readonly haVipId: string;
}

/** How many IPv4 addresses are free. */
export function freeIpv4(subnet: Pick<SubnetRow, 'cidr_block' | 'ipv4_used'>): number {
  const range = ipv4Range(subnet.cidr_block);
  return range === undefined ? 0 : usableCount(range) - subnet.ipv4_used;
}

/**
 * Gives IPv4 addresses of a subnet to an interface or a virtual IP, in the order asked for.
 * @throws Refused for addresses that are malformed, outside or taken, and when too few are free.
 */
export async function takeIpv4(
  tx: Writer,
  subnet: SubnetAddresses,
  wanted: Wanted,
  holder: Holder | VirtualHolder,
): Promise<string[]> {
  const range = ipv4Range(subnet.cidr_block);
  const given = wanted.given ?? [];
  const count = given.length > 0 ? given.length : (wanted.count ?? 0);
  if (count === 0) return [];
  if (range === undefined) refuse(vpcRefusals.SubnetIpv4Disabled);
  const bounds = usable(range);
  const numbers =
    given.length > 0
      ? await checkGiven(tx, subnet.id, given, bounds)
      : await findFree(tx, subnet, count, bounds, wanted.spoken ?? []);
  for (const [index, number] of numbers.entries()) {
    await tx.insert('address', {
      subnet_id: subnet.id,
      vpc_id: subnet.vpc_id,
      family: 4,
      address: ipv4Text(number),
      number,
      ...columnsOf(holder, index),
    });
  }
  const cursor = given.length > 0 ? subnet.ipv4_cursor : (numbers.at(-1) ?? subnet.ipv4_cursor);
  await tx.run(countTaken, { id: subnet.id, by: numbers.length, cursor });
  subnet.ipv4_used += numbers.length;
  subnet.ipv4_cursor = cursor;
  return numbers.map(ipv4Text);
}

/** The columns of the holder's address number `index`. */
function columnsOf(holder: Holder | VirtualHolder, index: number) {
  if ('haVipId' in holder) {
    return { network_interface_id: '', ha_vip_id: holder.haVipId, is_primary: 0, position: 0 };
  }
  return {
    network_interface_id: holder.networkInterfaceId,
    ha_vip_id: '',
    is_primary: holder.primary && index === 0 ? 1 : 0,
    position: holder.position + index,
  };
}

async function checkGiven(
  tx: Reader,
  subnetId: string,
  given: readonly string[],
  bounds: { first: number; last: number },
): Promise<number[]> {
  const numbers: number[] = [];
  for (const address of given) {
    const number = ipv4Number(address);
    if (number === undefined || number < bounds.first || number > bounds.last) {
      return refuse(vpcRefusals.PrivateIpMalformed);
    }
    if (numbers.includes(number)) refuse(vpcRefusals.PrivateIpMalformed);
    if (await tx.first(addressIn, { subnetId, address })) refuse(vpcRefusals.PrivateIpInUse);
    numbers.push(number);
  }
  return numbers;
}

/** Free numbers after the one given out last, and from the start when the end is reached. */
async function findFree(
  tx: Reader,
  subnet: SubnetAddresses,
  count: number,
  bounds: { first: number; last: number },
  spoken: readonly string[],
): Promise<number[]> {
  if (freeIpv4(subnet) < count) refuse(vpcRefusals.InsufficientIp);
  const free: number[] = [];
  const apart = new Set(spoken.map(ipv4Number));
  const start = Math.max(bounds.first, subnet.ipv4_cursor + 1);
  await collectFree(tx, subnet.id, start, bounds.last, count, free, apart);
  await collectFree(tx, subnet.id, bounds.first, start - 1, count, free, apart);
  if (free.length < count) refuse(vpcRefusals.InsufficientIp);
  return free;
}

const LOOK_AHEAD = 256;

async function collectFree(
  tx: Reader,
  subnetId: string,
  from: number,
  to: number,
  count: number,
  free: number[],
  apart: ReadonlySet<number | undefined>,
): Promise<void> {
  let candidate = from;
  while (candidate <= to && free.length < count) {
    const until = Math.min(to, candidate + Math.max(LOOK_AHEAD, count));
    const rows = await tx.all(takenBetween, { subnetId, from: candidate, until });
    const taken = new Set(rows.map((row) => row.number));
    for (; candidate <= until && free.length < count; candidate += 1) {
      if (!taken.has(candidate) && !apart.has(candidate)) free.push(candidate);
    }
  }
}

/**
 * Gives IPv6 addresses of a subnet to an interface; automatic ones have random interface parts.
 * @throws Refused when the subnet has no IPv6, and for addresses malformed, outside or taken.
 */
export async function takeIpv6(
  tx: Writer,
  call: Call,
  subnet: SubnetAddresses,
  wanted: Wanted,
  holder: Omit<Holder, 'primary'>,
): Promise<string[]> {
  const given = wanted.given ?? [];
  const count = given.length > 0 ? given.length : (wanted.count ?? 0);
  if (count === 0) return [];
  const block = subnet.ipv6_cidr_block;
  if (block === '') refuse(vpcRefusals.SubnetIpv6Disabled);
  const addresses: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const address =
      given.length > 0
        ? await checkIpv6(tx, subnet.id, block, given[index] ?? '')
        : await freeIpv6(tx, call, subnet.id, block);
    await tx.insert('address', {
      subnet_id: subnet.id,
      vpc_id: subnet.vpc_id,
      family: 6,
      address,
      number: null,
      ...columnsOf({ ...holder, primary: false }, index),
    });
    addresses.push(address);
  }
  return addresses;
}

async function checkIpv6(
  tx: Reader,
  subnetId: string,
  block: string,
  given: string,
): Promise<string> {
  const address = ipv6Text(given);
  if (address === undefined || !ipv6Usable(block, address)) {
    return refuse(vpcRefusals.Ipv6Malformed);
  }
  if (await tx.first(addressIn, { subnetId, address })) refuse(vpcRefusals.Ipv6InUse);
  return address;
}

const IPV6_TRIES = 16;

async function freeIpv6(tx: Reader, call: Call, subnetId: string, block: string): Promise<string> {
  for (let tries = 0; tries < IPV6_TRIES; tries += 1) {
    const address = ipv6In(block, call.ids.random(8));
    if (!ipv6Usable(block, address)) continue;
    if ((await tx.first(addressIn, { subnetId, address })) === undefined) return address;
  }
  return refuse(vpcRefusals.InsufficientIp);
}

/** Takes the named addresses from who holds them. */
export async function releaseAddresses(
  tx: Writer,
  subnetId: string,
  addresses: readonly { family: 4 | 6; address: string }[],
): Promise<void> {
  let ipv4 = 0;
  for (const { family, address } of addresses) {
    const released = await tx.run(deleteAddress, { subnetId, address });
    if (family === 4) ipv4 += released;
  }
  if (ipv4 > 0) await tx.run(countReleased, { id: subnetId, by: ipv4 });
}

/** Takes every address from an interface that is going. */
export async function releaseAllAddresses(
  tx: Writer,
  subnetId: string,
  networkInterfaceId: string,
): Promise<void> {
  await releaseAddresses(tx, subnetId, await tx.all(addressesOf, { networkInterfaceId }));
}

/** Whether any interface holds an IPv6 address of the subnet. */
export async function holdsIpv6(tx: Reader, subnetId: string): Promise<boolean> {
  return (await tx.first(anIpv6Address, { subnetId })) !== undefined;
}

/** A subnet's part in giving out addresses, locked. */
export const subnetAddresses = lockingQuery((db, p: { id: string }) =>
  db
    .selectFrom('subnet')
    .select(['id', 'vpc_id', 'cidr_block', 'ipv6_cidr_block', 'ipv4_used', 'ipv4_cursor'])
    .where('id', '=', p.id),
);

const addressesOf = query((db, p: { networkInterfaceId: string }) =>
  db
    .selectFrom('address')
    .select(['family', 'address'])
    .where('network_interface_id', '=', p.networkInterfaceId),
);

const addressIn = query((db, p: { subnetId: string; address: string }) =>
  db
    .selectFrom('address')
    .select('network_interface_id')
    .where('subnet_id', '=', p.subnetId)
    .where('address', '=', p.address),
);

// An IPv6 address has no number: this finds one in the index, however many IPv4 ones there are.
const anIpv6Address = query((db, p: { subnetId: string }) =>
  db
    .selectFrom('address')
    .select('address')
    .where('subnet_id', '=', p.subnetId)
    .where('number', 'is', null)
    .limit(1),
);

const takenBetween = query((db, p: { subnetId: string; from: number; until: number }) =>
  db
    .selectFrom('address')
    .select('number')
    .where('subnet_id', '=', p.subnetId)
    .where('number', '>=', p.from)
    .where('number', '<=', p.until),
);

const deleteAddress = query((db, p: { subnetId: string; address: string }) =>
  db.deleteFrom('address').where('subnet_id', '=', p.subnetId).where('address', '=', p.address),
);

const countTaken = query((db, p: { id: string; by: number; cursor: number }) =>
  db
    .updateTable('subnet')
    .set((set) => ({ ipv4_used: set('ipv4_used', '+', p.by), ipv4_cursor: p.cursor }))
    .where('id', '=', p.id),
);

const countReleased = query((db, p: { id: string; by: number }) =>
  db
    .updateTable('subnet')
    .set((set) => ({ ipv4_used: set('ipv4_used', '-', p.by) }))
    .where('id', '=', p.id),
);
