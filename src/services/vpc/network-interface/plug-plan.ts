import type { PlanePlan, PlaneWork } from '#core/transition.ts';
import { placeWork } from '#services/ecs/instance/place.ts';
import { query } from '#store/query.ts';
import type { NetworkInterfaceRow } from '#store/schema.ts';
import type { Writer } from '#store/store.ts';
import { gatewayOf, ipv4Range } from '../subnet/range.ts';
import { addressesOfInterface } from './rows.ts';

/** What the data plane does to put an interface into its instance. */
export async function plug(
  tx: Writer,
  row: NetworkInterfaceRow,
  instanceId: string,
): Promise<PlaneWork & { readonly do: 'plug' }> {
  const addresses = await tx.all(addressesOfInterface, { id: row.id });
  const subnet = await tx.first(subnetBlock, { id: row.subnet_id });
  const range = ipv4Range(subnet?.cidr_block ?? '');
  const prefix = range?.prefix ?? 32;
  return {
    do: 'plug',
    instanceId,
    fencingToken: await nextFencingToken(tx, row),
    nic: {
      id: row.id,
      networkId: row.vpc_id,
      mac: row.mac_address,
      primary: row.type === 'primary',
      addresses: addresses.map(({ family, address }) => `${address}/${family === 4 ? prefix : 64}`),
      ...(range && { gateway: gatewayOf(range) }),
    },
  };
}

/** What it does to put interfaces into one instance: the place first, then all the rest at once. */
export async function plugPlan(
  tx: Writer,
  instanceId: string,
  rows: readonly NetworkInterfaceRow[],
): Promise<PlanePlan> {
  if (rows.length === 0) return [];
  return [await placeWork(tx, instanceId), await plugStep(tx, instanceId, rows)];
}

/** The same in a place that is there. */
export async function plugStep(
  tx: Writer,
  instanceId: string,
  rows: readonly NetworkInterfaceRow[],
): Promise<PlaneWork[]> {
  const plugs: PlaneWork[] = [];
  for (const row of rows) plugs.push(await plug(tx, row, instanceId));
  return [...networksOf(rows), ...plugs];
}

/** What it does to take interfaces out, and out of their networks. */
export async function unplugPlan(
  tx: Writer,
  rows: readonly NetworkInterfaceRow[],
): Promise<PlanePlan> {
  const unplugs: PlaneWork[] = [];
  for (const row of rows) unplugs.push(await unplug(tx, row));
  return [unplugs, networksOf(rows)];
}

const networksOf = (rows: readonly NetworkInterfaceRow[]): PlaneWork[] =>
  [...new Set(rows.map(({ vpc_id }) => vpc_id))].map((networkId) => ({ do: 'network', networkId }));

/** What it does to take one out. */
export async function unplug(
  tx: Writer,
  row: NetworkInterfaceRow,
): Promise<PlaneWork & { readonly do: 'unplug' }> {
  return { do: 'unplug', nicId: row.id, fencingToken: await nextFencingToken(tx, row) };
}

/**
 * A token that no earlier plan for the interface had: the next revision of its row, which is
 * locked.
 */
async function nextFencingToken(
  tx: Writer,
  { id, revision }: Pick<NetworkInterfaceRow, 'id' | 'revision'>,
): Promise<number> {
  await tx.run(nextRevision, { id });
  return revision + 1;
}

const nextRevision = query((db, p: { id: string }) =>
  db
    .updateTable('network_interface')
    .set((set) => ({ revision: set('revision', '+', 1) }))
    .where('id', '=', p.id),
);

const subnetBlock = query((db, p: { id: string }) =>
  db.selectFrom('subnet').select('cidr_block').where('id', '=', p.id),
);
