import type { Context } from '#core/context.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { query } from '#store/query.ts';
import type { Writer } from '#store/store.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { UNBOUND } from './make.ts';
import { removeEip } from './remove.ts';

/** What an EIP is bound to, and the private address that it maps to. */
export interface Binding {
  readonly allocationId: string;
  /** What the client named: an instance, an interface, or a virtual IP. */
  readonly instanceType: 'EcsInstance' | 'NetworkInterface' | 'HaVip';
  readonly instanceId: string;
  /** The interface that carries it: an instance's primary one, or the one named; null on a virtual IP. */
  readonly networkInterfaceId: string | null;
  readonly privateIpAddress: string;
  /** The EIP is released when the instance that it serves is deleted. */
  readonly releaseWithInstance?: boolean;
}

/**
 * Binds an Available EIP: it is Attaching, then Attached. The caller has seen to the preconditions.
 * @throws UniqueViolation when the private address, or the virtual IP, has an EIP already.
 */
export async function bindEip(tx: Writer, context: Context, binding: Binding): Promise<void> {
  await tx.update('eip', binding.allocationId, {
    status: TRANSITIONS.attach.from,
    instance_type: binding.instanceType,
    instance_id: binding.instanceId,
    network_interface_id: binding.networkInterfaceId,
    private_ip_address: binding.privateIpAddress,
    release_with_instance: binding.releaseWithInstance ? 1 : 0,
  });
  await scheduleTransition(tx, context, TRANSITIONS.attach, binding.allocationId);
}

/**
 * Sets free the EIPs on an interface that is going: they are Available at once, but for those on
 * their way, which are when that ends. An intent so never meets a transition that began after it.
 */
export async function unbindEipsOfInterface(tx: Writer, networkInterfaceId: string): Promise<void> {
  await tx.run(freeAttached, { networkInterfaceId, now: tx.now });
  await tx.run(unbindMoving, { networkInterfaceId, now: tx.now });
}

/**
 * Releases the EIPs that were to go with an instance: those with ReleaseWithInstance on any of its
 * interfaces. Call it while the interfaces still are on the instance; the other EIPs are set free,
 * or stay, with their interfaces.
 */
export async function releaseEipsWithInstance(tx: Writer, instanceId: string): Promise<void> {
  for (const row of await tx.all(eipsToRelease, { instanceId })) await removeEip(tx, row);
}

const freeAttached = query((db, p: { networkInterfaceId: string; now: number }) =>
  db
    .updateTable('eip')
    .set((set) => ({
      ...UNBOUND,
      status: 'Available',
      updated_at: p.now,
      revision: set('revision', '+', 1),
    }))
    .where('network_interface_id', '=', p.networkInterfaceId)
    .where('status', '=', TRANSITIONS.attach.to),
);

const unbindMoving = query((db, p: { networkInterfaceId: string; now: number }) =>
  db
    .updateTable('eip')
    .set((set) => ({ ...UNBOUND, updated_at: p.now, revision: set('revision', '+', 1) }))
    .where('network_interface_id', '=', p.networkInterfaceId),
);

const eipsToRelease = query((db, p: { instanceId: string }) =>
  db
    .selectFrom('network_interface')
    .innerJoin('eip', 'eip.network_interface_id', 'network_interface.id')
    .select(['eip.id', 'eip.account_id', 'eip.region'])
    .where('network_interface.instance_id', '=', p.instanceId)
    .where('eip.release_with_instance', '=', 1),
);
