import type { PlaneWork } from '#core/transition.ts';
import { lockingQuery, query } from '#store/query.ts';
import type { NetworkInterfaceRow } from '#store/schema.ts';
import type { Reader, Writer } from '#store/store.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { plug, unplug } from './plug-plan.ts';
import { interfaceById } from './rows.ts';
import { settleDetached } from './settle-detached.ts';

/*
 * What the reconciler asks and plans when it compares the data plane with the store. An interface
 * that is on its way somewhere is left to its transition.
 */

/** An interface that is on an instance. */
export interface HeldNic {
  readonly id: string;
  readonly instanceId: string;
  readonly revision: number;
  /** Whether its NIC must be plugged; otherwise a transition is under way. */
  readonly inUse: boolean;
}

/** Every interface that is on an instance, read in one statement. */
export async function heldNics(tx: Reader): Promise<HeldNic[]> {
  return (await tx.all(held, {})).map(({ id, instance_id, revision, status }) => ({
    id,
    instanceId: instance_id,
    revision,
    inUse: status === TRANSITIONS.attach.to,
  }));
}

/**
 * How to plug an interface again whose NIC is missing: nothing when it is not InUse any more, or has
 * changed since `revision`.
 */
export async function plugAgain(
  tx: Writer,
  id: string,
  revision?: number,
): Promise<(PlaneWork & { readonly do: 'plug' }) | undefined> {
  const row = await tx.first(interfaceById, { id });
  if (row?.status !== TRANSITIONS.attach.to || row.instance_id === null) return undefined;
  if (revision !== undefined && row.revision !== revision) return undefined;
  return plug(tx, row, row.instance_id);
}

/**
 * How to unplug a NIC that no interface accounts for: without a token when there is no such
 * interface, and not at all when a transition deals with it.
 */
export async function unplugStray(
  tx: Writer,
  id: string,
): Promise<{ readonly fencingToken?: number } | undefined> {
  const row = await tx.first(interfaceById, { id });
  if (row === undefined) return {};
  if (row.instance_id !== null || row.status === TRANSITIONS.retire.from) return undefined;
  const { fencingToken } = await unplug(tx, row);
  return { fencingToken };
}

/**
 * Takes back an attachment whose NIC has gone and is refused: the interface is Available again, as
 * after a refused attach. A primary one belongs to its instance, and stays InUse: false.
 */
export async function giveUpAttachment(
  tx: Writer,
  refused: { readonly nicId: string; readonly revision: number; readonly reason: string },
): Promise<boolean> {
  const row = await tx.first(interfaceById, { id: refused.nicId });
  const { to: status } = TRANSITIONS.attach;
  if (row?.status !== status || row.type === 'primary') return false;
  if (row.revision !== refused.revision) return false;
  tx.touch('network_interface', row.id);
  return settleDetached(tx, row.id, status, refused.reason);
}

/** Records why the NIC of an interface that is InUse cannot be plugged again; '' clears it. */
export async function keepRefusalOf(tx: Writer, id: string, reason: string): Promise<void> {
  const row = await tx.first(refusalOf, { id });
  if (row === undefined || row.plane_refusal === reason) return;
  await tx.update('network_interface', id, {
    plane_refusal: reason,
  } satisfies Partial<NetworkInterfaceRow>);
}

const held = query((db, _: object) =>
  db
    .selectFrom('network_interface')
    .select(['id', 'revision', 'status'])
    .select((column) => column.ref('instance_id').$notNull().as('instance_id'))
    .where('instance_id', 'is not', null)
    .orderBy('instance_id')
    .orderBy('id'),
);

const refusalOf = lockingQuery((db, p: { id: string }) =>
  db.selectFrom('network_interface').select('plane_refusal').where('id', '=', p.id),
);
