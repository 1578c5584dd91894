import { listsOf } from '#store/lists.ts';
import { byId, ownedToChange } from '#store/owned.ts';
import { listQuery, query } from '#store/query.ts';
import type { AddressRow, NetworkInterfaceRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';

/** One of the caller's interfaces, with all columns, locked. */
export const ownInterface = ownedToChange('network_interface');

/** The instance of one of the caller's interfaces, read without a lock. */
export const peekInterface = query((db, p: { id: string; account_id: string; region: string }) =>
  db
    .selectFrom('network_interface')
    .select('instance_id')
    .where('id', '=', p.id)
    .where('account_id', '=', p.account_id)
    .where('region', '=', p.region),
);

/** An instance's primary interface, read without a lock. */
export const peekPrimary = query((db, p: { instanceId: string }) =>
  db
    .selectFrom('network_interface')
    .select('id')
    .where('instance_id', '=', p.instanceId)
    .where('type', '=', 'primary'),
);

export const interfaceById = byId('network_interface');

/**
 * How many interfaces an instance holds, including the primary one and those being attached or
 * detached.
 */
export const attachedCount = query((db, p: { instanceId: string }) =>
  db
    .selectFrom('network_interface')
    .select((count) => count.fn.countAll<number>().as('attached'))
    .where('instance_id', '=', p.instanceId),
);

export const addressesOfInterface = query((db, p: { id: string }) =>
  db.selectFrom('address').selectAll().where('network_interface_id', '=', p.id).orderBy('position'),
);

/** The interfaces of each instance, the primary one first. */
export async function interfacesOfInstances(
  tx: Reader,
  instanceIds: readonly string[],
): Promise<Map<string, NetworkInterfaceRow[]>> {
  const lists = await listsOf(tx, instanceIds, 'instance_id', interfacesOn);
  for (const list of lists.values()) list.sort((a, b) => rank(a) - rank(b));
  return lists;
}

const interfacesOn = listQuery((db, ids) =>
  db.selectFrom('network_interface').selectAll().where('instance_id', 'in', ids).orderBy('id'),
);

/** The instance of each interface that is on one. */
export async function instancesOfInterfaces(
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.allOf(instancesOf, ids);
  return new Map(rows.flatMap(({ id, instance_id }) => (instance_id ? [[id, instance_id]] : [])));
}

const instancesOf = listQuery((db, ids) =>
  db
    .selectFrom('network_interface')
    .select(['id', 'instance_id'])
    .where('id', 'in', ids)
    .where('instance_id', 'is not', null),
);

const rank = (row: NetworkInterfaceRow) => (row.type === 'primary' ? 0 : 1);

/** The addresses of each interface, in their order on it. */
export function addressesOfInterfaces(
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, AddressRow[]>> {
  return listsOf(tx, ids, 'network_interface_id', addressesOf);
}

const addressesOf = listQuery((db, ids) =>
  db
    .selectFrom('address')
    .selectAll()
    .where('network_interface_id', 'in', ids)
    .orderBy('network_interface_id')
    .orderBy('position'),
);

/** The security groups of each interface, in the order in which they were given. */
export function securityGroupsOfInterfaces(
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, string[]>> {
  return listsOf(tx, ids, 'network_interface_id', groupsOf, (row) => row.security_group_id);
}

const groupsOf = listQuery((db, ids) =>
  db
    .selectFrom('network_interface_security_group')
    .selectAll()
    .where('network_interface_id', 'in', ids)
    .orderBy('network_interface_id')
    .orderBy('position'),
);
