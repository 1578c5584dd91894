import type { Call } from '../../call.ts';
import { query } from '../../store/query.ts';
import type { IntentRow } from '../../store/schema.ts';
import type { Reader, Writer } from '../../store/store.ts';
import type { PlaneWork, Transition } from '../../transition.ts';
import { ipv4Range } from '../subnet/range.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { removeInterface } from './remove.ts';
import { addressesOfInterface, interfaceById } from './rows.ts';

/** Leaves the intent of a transition that has begun. */
export async function leave(
  tx: Writer,
  call: Call,
  transition: { readonly kind: string },
  networkInterfaceId: string,
): Promise<void> {
  await tx.intend({
    id: call.ids.resource('intent'),
    kind: transition.kind,
    account_id: call.accountId,
    region: call.region.id,
    resource_id: networkInterfaceId,
    due_at: call.settlesAt(transition.kind, tx.now),
  });
}

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

async function plugWork(tx: Reader, intent: IntentRow): Promise<PlaneWork | undefined> {
  const row = await tx.first(interfaceById, { id: intent.resource_id });
  if (row?.status !== TRANSITIONS.attach.from || row.instance_id === null) return undefined;
  const addresses = await tx.all(addressesOfInterface, { id: row.id });
  const subnet = await tx.first(subnetBlock, { id: row.subnet_id });
  const prefix = ipv4Range(subnet?.cidr_block ?? '')?.prefix ?? 32;
  return {
    do: 'plug',
    instanceId: row.instance_id,
    nic: {
      id: row.id,
      networkId: row.vpc_id,
      mac: row.mac_address,
      addresses: addresses.map(({ family, address }) => `${address}/${family === 4 ? prefix : 64}`),
    },
  };
}

async function unplugWork(tx: Reader, intent: IntentRow): Promise<PlaneWork | undefined> {
  const row = await tx.first(interfaceById, { id: intent.resource_id });
  if (row?.status !== TRANSITIONS.detach.from) return undefined;
  return { do: 'unplug', nicId: row.id };
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

const subnetBlock = query((db, p: { id: string }) =>
  db.selectFrom('subnet').select('cidr_block').where('id', '=', p.id),
);
