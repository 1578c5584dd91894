import { query } from '#store/query.ts';
import type { NetworkInterfaceRow } from '#store/schema.ts';
import type { Reader, Writer } from '#store/store.ts';

/** What decides under which counters an interface is counted. None of it ever changes. */
export type CounterKey = Pick<
  NetworkInterfaceRow,
  'id' | 'account_id' | 'region' | 'vpc_id' | 'subnet_id' | 'zone_id' | 'type'
>;

/** By how much the counters change; negative to decrease. */
export interface CounterDelta {
  /** 1 for an interface that is counted from now on, -1 for one that no longer is, or 0. */
  readonly interfaces: number;
  readonly addresses: number;
}

/** Stands for all interfaces of a subnet, whatever their groups. */
export const ANY_GROUP = '';

/**
 * Changes the counters of each group in `groupIds`, which includes `ANY_GROUP` when the total of
 * the subnet changes too.
 */
export async function addToCounters(
  tx: Writer,
  counted: CounterKey,
  groupIds: readonly string[],
  delta: CounterDelta,
): Promise<void> {
  const by = amountsOf(counted, delta);
  // Always in the same order, so that concurrent changes of the same counters wait for each other
  // without a deadlock.
  for (const groupId of [...groupIds].sort()) await addTo(tx, counted, groupId, by);
}

/**
 * Counts a new interface, which holds so many private addresses, at the end of the transaction:
 * every create in the subnet changes the same counters.
 */
export async function countAtEnd(
  tx: Writer,
  counted: CounterKey,
  groupIds: readonly string[],
  addresses: number,
): Promise<void> {
  const { subnet_id, type, account_id } = counted;
  const amounts = amountsOf(counted, { interfaces: 1, addresses });
  for (const groupId of [...groupIds].sort()) {
    await tx.atEnd({
      rank: 'tally',
      key: [subnet_id, type, account_id, groupId].join(' '),
      amounts,
      change: (end, by) => addTo(end, counted, groupId, by),
    });
  }
}

type Amounts = ReturnType<typeof amountsOf>;

function amountsOf({ id }: CounterKey, { interfaces, addresses }: CounterDelta) {
  return { interfaces, addresses, digest: interfaces * digestOf(id) };
}

async function addTo(
  tx: Writer,
  { account_id, region, vpc_id, subnet_id, zone_id, type }: CounterKey,
  security_group_id: string,
  by: Amounts,
): Promise<void> {
  const key = { subnet_id, type, account_id, security_group_id };
  const changed = await tx.run(addToCounter, { ...key, ...by });
  if (changed === 0) await tx.insert('interface_tally', { ...key, region, vpc_id, zone_id, ...by });
}

/**
 * A number of 32 bits with a sign that is made of an id (FNV-1a). Numbers of both signs keep the sum
 * over millions small.
 */
export function digestOf(id: string): number {
  let digest = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) {
    digest = Math.imul(digest ^ id.charCodeAt(at), 0x01000193);
  }
  return digest | 0;
}

/**
 * Adds to the counters the private addresses that an interface was given; a negative number
 * subtracts.
 */
export async function countAddresses(
  tx: Writer,
  counted: CounterKey | undefined,
  addresses: number,
): Promise<void> {
  if (counted === undefined) return;
  const groupIds = await groupIdsOf(tx, counted.id);
  await addToCounters(tx, counted, [ANY_GROUP, ...groupIds], { interfaces: 0, addresses });
}

/** The groups that an interface is in. */
export async function groupIdsOf(tx: Reader, networkInterfaceId: string): Promise<string[]> {
  const rows = await tx.all(memberships, { networkInterfaceId });
  return rows.map(({ security_group_id }) => security_group_id);
}

/** How many private addresses an interface holds. */
export async function addressesHeld(tx: Reader, networkInterfaceId: string): Promise<number> {
  return (await tx.first(held, { networkInterfaceId }))?.n ?? 0;
}

/** Deletes the counters of a subnet that has become empty. */
export async function forgetSubnet(tx: Writer, subnetId: string): Promise<void> {
  await tx.run(deleteOfSubnet, { subnetId });
}

/** Deletes the counters of a group that has become empty. */
export async function forgetGroup(tx: Writer, groupId: string): Promise<void> {
  await tx.run(deleteOfGroup, { groupId });
}

const addToCounter = query(
  (
    db,
    p: CounterDelta & {
      digest: number;
      security_group_id: string;
      subnet_id: string;
      type: string;
      account_id: string;
    },
  ) =>
    db
      .updateTable('interface_tally')
      .set((set) => ({
        interfaces: set('interfaces', '+', p.interfaces),
        addresses: set('addresses', '+', p.addresses),
        digest: set('digest', '+', p.digest),
      }))
      .where('security_group_id', '=', p.security_group_id)
      .where('subnet_id', '=', p.subnet_id)
      .where('type', '=', p.type)
      .where('account_id', '=', p.account_id),
);

const memberships = query((db, p: { networkInterfaceId: string }) =>
  db
    .selectFrom('network_interface_security_group')
    .select('security_group_id')
    .where('network_interface_id', '=', p.networkInterfaceId),
);

const held = query((db, p: { networkInterfaceId: string }) =>
  db
    .selectFrom('address')
    .select((count) => count.fn.countAll<number>().as('n'))
    .where('network_interface_id', '=', p.networkInterfaceId),
);

const deleteOfSubnet = query((db, p: { subnetId: string }) =>
  db
    .deleteFrom('interface_tally')
    .where('security_group_id', '=', ANY_GROUP)
    .where('subnet_id', '=', p.subnetId),
);

const deleteOfGroup = query((db, p: { groupId: string }) =>
  db.deleteFrom('interface_tally').where('security_group_id', '=', p.groupId),
);
