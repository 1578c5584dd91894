import { overtake, type PlanePlan, type PlaneWork } from '#core/transition.ts';
import { lockingQuery, query } from '#store/query.ts';
import type { NetworkInterfaceRow } from '#store/schema.ts';
import type { Reader, Writer } from '#store/store.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { plugPlan, plugStep, unplugPlan } from './plug-plan.ts';
import { removeInterface } from './remove.ts';
import { attachedCount } from './rows.ts';

/*
 * What happens to interfaces when their instance starts, stops or ends. The instance's module calls
 * these functions, and holds the instance's lock.
 */

/**
 * What an instance's type must have room for: the number of interfaces, and the most addresses on
 * one of them.
 */
export interface Load {
  readonly interfaces: number;
  readonly ipv4: number;
  readonly ipv6: number;
}

/** Interfaces that are being attached or detached count too. */
export async function loadOf(tx: Reader, instanceId: string): Promise<Load> {
  const counted = await tx.first(attachedCount, { instanceId });
  const held = await tx.all(addressCounts, { instanceId });
  const most = (family: 4 | 6) =>
    Math.max(0, ...held.filter((each) => each.family === family).map(({ n }) => n));
  return { interfaces: counted?.attached ?? 0, ipv4: most(4), ipv6: most(6) };
}

/** What the data plane must do before a new instance runs: plug every interface on it. */
export async function plugWorkOfNew(tx: Writer, instanceId: string): Promise<PlanePlan> {
  const rows = await tx.all(interfacesOn, { instanceId });
  const plugged = rows.filter(({ status }) => PLUGGED.includes(status));
  return plugPlan(tx, instanceId, plugged);
}

/**
 * The same, in its place, before an instance runs again. An interface that is still Attaching is left
 * to its own intent, which plugs it, or undoes the attachment when the data plane refuses.
 */
export async function plugWorkOf(tx: Writer, instanceId: string): Promise<PlaneWork[]> {
  const rows = await tx.all(interfacesOn, { instanceId });
  const attached = rows.filter(({ status }) => status === TRANSITIONS.attach.to);
  return plugStep(tx, instanceId, attached);
}

/** What the data plane must do before an instance is gone: unplug every interface. */
export async function unplugWorkOf(tx: Writer, instanceId: string): Promise<PlanePlan> {
  return unplugPlan(tx, await tx.all(interfacesOn, { instanceId }));
}

/** Makes the interfaces of a new instance InUse, when the instance settles. */
export async function settleInterfacesOf(tx: Writer, instanceId: string): Promise<void> {
  const { from, to } = TRANSITIONS.attach;
  tx.touchNothing();
  await tx.run(settleAll, { instanceId, from, to, now: tx.now });
}

/** Records why the data plane refused an instance's interfaces; '' clears it. */
export async function keepPlaneRefusal(
  tx: Writer,
  instanceId: string,
  reason: string,
): Promise<void> {
  await tx.run(keepReason, { instanceId, reason, now: tx.now });
}

/**
 * Detaches the interfaces of an instance that is being deleted: they are Detaching until it is
 * gone.
 */
export async function detachInterfacesOf(tx: Writer, instanceId: string): Promise<void> {
  tx.touch('instance', instanceId, 'carried');
  await tx.run(detachAll, { instanceId, status: TRANSITIONS.detach.from, now: tx.now });
}

/**
 * Removes or frees the interfaces of an instance that is gone: the primary one and those with
 * DeleteOnTermination are removed, and the others become Available.
 */
export async function endInterfacesOf(tx: Writer, instanceId: string): Promise<void> {
  for (const row of await tx.all(interfacesOn, { instanceId })) {
    if (row.type === 'primary' || row.delete_on_termination === 1) {
      await removeInterface(tx, row);
    } else {
      // A worker may still hold an attach: it must not settle the next attachment.
      await overtake(tx, row.id, [TRANSITIONS.detach.kind]);
      await tx.update('network_interface', row.id, FREE);
      tx.touchNothing();
    }
  }
}

const PLUGGED: readonly string[] = [TRANSITIONS.attach.from, TRANSITIONS.attach.to];

const FREE: Partial<NetworkInterfaceRow> = {
  status: TRANSITIONS.detach.to,
  instance_id: null,
};

const interfacesOn = lockingQuery((db, p: { instanceId: string }) =>
  db
    .selectFrom('network_interface')
    .selectAll()
    .where('instance_id', '=', p.instanceId)
    .orderBy('id'),
);

const addressCounts = query((db, p: { instanceId: string }) =>
  db
    .selectFrom('network_interface')
    .innerJoin('address', 'address.network_interface_id', 'network_interface.id')
    .select((count) => ['address.family', count.fn.countAll<number>().as('n')])
    .where('network_interface.instance_id', '=', p.instanceId)
    .groupBy(['network_interface.id', 'address.family']),
);

const settleAll = query((db, p: { instanceId: string; from: string; to: string; now: number }) =>
  db
    .updateTable('network_interface')
    .set((set) => ({
      status: p.to,
      plane_refusal: '',
      updated_at: p.now,
      revision: set('revision', '+', 1),
    }))
    .where('instance_id', '=', p.instanceId)
    .where('status', '=', p.from),
);

const keepReason = query((db, p: { instanceId: string; reason: string; now: number }) =>
  db
    .updateTable('network_interface')
    .set((set) => ({
      plane_refusal: p.reason,
      updated_at: p.now,
      revision: set('revision', '+', 1),
    }))
    .where('instance_id', '=', p.instanceId)
    .where('plane_refusal', '!=', p.reason),
);

const detachAll = query((db, p: { instanceId: string; status: string; now: number }) =>
  db
    .updateTable('network_interface')
    .set((set) => ({
      status: p.status,
      updated_at: p.now,
      revision: set('revision', '+', 1),
    }))
    .where('instance_id', '=', p.instanceId),
);
