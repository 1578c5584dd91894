import { query } from '../../store/query.ts';
import type { IntentRow } from '../../store/schema.ts';
import type { Reader, Writer } from '../../store/store.ts';
import type { PlaneWork, Transition } from '../../transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { plug, unplug } from './plane.ts';
import { removeInterface } from './remove.ts';
import { interfaceById } from './rows.ts';

/** How the reconciler ends what the actions began. */
export const networkInterfaceTransitions: readonly Transition[] = [
  {
    ...TRANSITIONS.create,
    async settle(tx, { resource_id }) {
      await tx.run(settleStatus, { id: resource_id, ...step(TRANSITIONS.create), now: tx.now });
    },
  },
  {
    ...TRANSITIONS.attach,
    work: plugWork,
    async settle(tx, { resource_id }, outcome) {
      if (outcome.done) {
        await tx.run(settleStatus, { id: resource_id, ...step(TRANSITIONS.attach), now: tx.now });
      } else {
        await backToAvailable(tx, resource_id, TRANSITIONS.attach.from, outcome.reason);
      }
    },
  },
  {
    ...TRANSITIONS.detach,
    work: unplugWork,
    async settle(tx, { resource_id }) {
      await backToAvailable(tx, resource_id, TRANSITIONS.detach.from, '');
    },
  },
  {
    ...TRANSITIONS.delete,
    async settle(tx, { resource_id }) {
      const row = await tx.first(interfaceById, { id: resource_id });
      if (row?.status === TRANSITIONS.delete.from) await removeInterface(tx, row);
    },
  },
];

const step = <T extends { from: string; to: string }>({ from, to }: T) => ({ from, to });

async function backToAvailable(
  tx: Writer,
  id: string,
  from: string,
  planeRefusal: string,
): Promise<void> {
  await tx.run(settleDetached, { id, from, planeRefusal, now: tx.now });
}

async function plugWork(tx: Reader, intent: IntentRow): Promise<PlaneWork[]> {
  const row = await tx.first(interfaceById, { id: intent.resource_id });
  if (row?.status !== TRANSITIONS.attach.from || row.instance_id === null) return [];
  return [await plug(tx, row, row.instance_id)];
}

async function unplugWork(tx: Reader, intent: IntentRow): Promise<PlaneWork[]> {
  const row = await tx.first(interfaceById, { id: intent.resource_id });
  return row?.status === TRANSITIONS.detach.from ? [unplug(row)] : [];
}

const settleStatus = query((db, p: { id: string; from: string; to: string; now: number }) =>
  db
    .updateTable('network_interface')
    .set((set) => ({ status: p.to, updated_at: p.now, revision: set('revision', '+', 1) }))
    .where('id', '=', p.id)
    .where('status', '=', p.from),
);

const settleDetached = query(
  (db, p: { id: string; from: string; planeRefusal: string; now: number }) =>
    db
      .updateTable('network_interface')
      .set((set) => ({
        status: 'Available',
        instance_id: null,
        delete_on_termination: 0,
        plane_refusal: p.planeRefusal,
        updated_at: p.now,
        revision: set('revision', '+', 1),
      }))
      .where('id', '=', p.id)
      .where('status', '=', p.from),
);
