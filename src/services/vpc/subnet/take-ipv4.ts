import { Refused } from '#core/refusal.ts';
import { query } from '#store/query.ts';
import type { AddressRow } from '#store/schema.ts';
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
  if (tx.guarded && given.length === 0) {
    return takeByProbes(tx, { subnet, count, bounds, wanted, holder });
  }
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
  if (tx.guarded) return numbers.map(ipv4Text);
  const cursor = given.length > 0 ? subnet.ipv4_cursor : (numbers.at(-1) ?? subnet.ipv4_cursor);
  await tx.run(countTaken, { id: subnet.id, by: numbers.length, cursor });
  subnet.ipv4_used += numbers.length;
  subnet.ipv4_cursor = cursor;
  return numbers.map(ipv4Text);
}

interface Probing {
  readonly subnet: SubnetAddresses;
  readonly count: number;
  readonly bounds: { readonly first: number; readonly last: number };
  readonly wanted: AddressRequest;
  readonly holder: Holder | VirtualHolder;
}

/**
 * Takes free numbers of a subnet whose row is not locked. The unique index decides who gets a number
 * that two want. The other one, which had to wait for that, goes on at a distance of its own: a
 * process takes the numbers behind its last one, and hardly meets the same process again.
 */
async function takeByProbes(
  tx: Writer,
  { subnet, count, bounds, wanted, holder }: Probing,
): Promise<string[]> {
  const taken: number[] = [];
  const apart = new Set((wanted.claimedElsewhere ?? []).map(ipv4Number));
  const own = 'haVipId' in holder ? holder.haVipId : holder.networkInterfaceId;
  // What this process has tried last: the cursor shows it only later.
  const lately = `ipv4 ${subnet.id}`;
  let next = nextAfter(tx.hints.get(lately) ?? subnet.ipv4_cursor, bounds, apart);
  for (let probes = 0; taken.length < count; probes += 1) {
    tx.hints.set(lately, next);
    const inserted = await tx.run(takeUnlessTaken, {
      subnet_id: subnet.id,
      vpc_id: subnet.vpc_id,
      family: 4,
      address: ipv4Text(next),
      number: next,
      ...columnsOf(holder, taken.length),
    });
    if (inserted === 1) {
      taken.push(next);
      next = nextAfter(tx.hints.get(lately) ?? next, bounds, apart);
      continue;
    }
    const { first, last } = bounds;
    const further = next - first + scattered(`${own} ${probes}`, FAR);
    const ipv4_cursor = first + (further % (last - first + 1));
    const [free] = await findFree(tx, { ...subnet, ipv4_cursor }, 1, bounds, wanted);
    next = free ?? next;
  }
  subnet.ipv4_cursor = taken.at(-1) ?? subnet.ipv4_cursor;
  return taken.map(ipv4Text);
}

function nextAfter(
  number: number,
  { first, last }: Probing['bounds'],
  apart: ReadonlySet<number | undefined>,
): number {
  let next = Math.max(first, number + 1);
  while (apart.has(next)) next += 1;
  return next > last ? first : next;
}

/** How far apart those go who wanted the same number: further than a process gets in a second. */
const FAR = 4096;

/** A whole number below `range` that depends on the text alone, spread evenly (FNV-1a). */
function scattered(text: string, range: number): number {
  let hash = 2_166_136_261;
  for (const letter of text) hash = Math.imul(hash ^ letter.charCodeAt(0), 16_777_619) >>> 0;
  return hash % range;
}

const takeUnlessTaken = query((db, p: AddressRow) =>
  db
    .insertInto('address')
    .values({
      subnet_id: p.subnet_id,
      vpc_id: p.vpc_id,
      family: p.family,
      address: p.address,
      number: p.number,
      network_interface_id: p.network_interface_id,
      ha_vip_id: p.ha_vip_id,
      is_primary: p.is_primary,
      position: p.position,
    })
    .onConflict((taken) => taken.columns(['subnet_id', 'address']).doNothing()),
);

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
