import { Refused } from '#core/refusal.ts';
import { query } from '#store/query.ts';
import type { Reader, Writer } from '#store/store.ts';
import { vpcRefusals } from '../refusals.ts';
import {
  type AddressRequest,
  addressIn,
  columnsOf,
  freeIpv4,
  type Holder,
  type SubnetAddresses,
  type VirtualHolder,
} from './addresses.ts';
import { ipv4Number, ipv4Range, ipv4Text, usable } from './range.ts';

/**
 * Gives IPv4 addresses of a subnet to an interface or a virtual IP, in the requested order.
 * @throws Refused for addresses that are malformed, outside or taken, and when too few are free.
 */
export async function takeIpv4(
  tx: Writer,
  subnet: SubnetAddresses,
  wanted: AddressRequest,
  holder: Holder | VirtualHolder,
): Promise<string[]> {
  const range = ipv4Range(subnet.cidr_block);
  const given = wanted.given ?? [];
  const count = given.length > 0 ? given.length : (wanted.count ?? 0);
  if (count === 0) return [];
  if (range === undefined) {
    const reason = `${subnet.id} has no IPv4 block`;
    throw new Refused(vpcRefusals.SubnetIpv4Disabled).about({ reason });
  }
  const bounds = usable(range);
  const numbers =
    given.length > 0
      ? await checkGiven(tx, subnet.id, given, bounds, wanted.parameter)
      : await findFree(tx, subnet, count, bounds, wanted);
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

async function checkGiven(
  tx: Reader,
  subnetId: string,
  given: readonly string[],
  bounds: { first: number; last: number },
  parameter: string | undefined,
): Promise<number[]> {
  const numbers: number[] = [];
  for (const address of given) {
    const number = ipv4Number(address);
    if (number === undefined || number < bounds.first || number > bounds.last) {
      const reason = `${address} is no address that can be given in the subnet`;
      throw new Refused(vpcRefusals.PrivateIpMalformed).about({ parameter, reason });
    }
    if (numbers.includes(number)) {
      const reason = `${address} is given twice`;
      throw new Refused(vpcRefusals.PrivateIpMalformed).about({ parameter, reason });
    }
    if (await tx.first(addressIn, { subnetId, address })) {
      const reason = `${address} is in use in ${subnetId}`;
      throw new Refused(vpcRefusals.PrivateIpInUse).about({ parameter, reason });
    }
    numbers.push(number);
  }
  return numbers;
}

/** Free numbers after the one given out last, then from the start. */
async function findFree(
  tx: Reader,
  subnet: SubnetAddresses,
  count: number,
  bounds: { first: number; last: number },
  { claimedElsewhere = [], countParameter: parameter }: AddressRequest,
): Promise<number[]> {
  const tooFew = (free: number) => {
    const reason = `${subnet.id} has ${free} free addresses of ${subnet.cidr_block}, and ${count} are asked for`;
    return new Refused(vpcRefusals.InsufficientIp).about({ parameter, reason });
  };
  if (freeIpv4(subnet) < count) throw tooFew(freeIpv4(subnet));
  const free: number[] = [];
  const apart = new Set(claimedElsewhere.map(ipv4Number));
  const start = Math.max(bounds.first, subnet.ipv4_cursor + 1);
  await collectFree(tx, subnet.id, start, bounds.last, count, free, apart);
  await collectFree(tx, subnet.id, bounds.first, start - 1, count, free, apart);
  if (free.length < count) throw tooFew(free.length);
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

const takenBetween = query((db, p: { subnetId: string; from: number; until: number }) =>
  db
    .selectFrom('address')
    .select('number')
    .where('subnet_id', '=', p.subnetId)
    .where('number', '>=', p.from)
    .where('number', '<=', p.until),
);

const countTaken = query((db, p: { id: string; by: number; cursor: number }) =>
  db
    .updateTable('subnet')
    .set((set) => ({ ipv4_used: set('ipv4_used', '+', p.by), ipv4_cursor: p.cursor }))
    .where('id', '=', p.id),
);
