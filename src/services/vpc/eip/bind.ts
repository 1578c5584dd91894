import type { Context } from '#core/context.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { query } from '#store/query.ts';
import type { Writer } from '#store/store.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { UNBOUND } from './make.ts';
import { removeEip } from './remove.ts';

/** What an EIP is to be bound to, and the private address that it stands for. */
export interface Binding {
  readonly allocationId: string;
  /** What the client named: an instance, an interface, a virtual IP, or a NAT gateway. */
  readonly instanceType: 'EcsInstance' | 'NetworkInterface' | 'HaVip' | 'Nat' | 'ClbInstance';
  readonly instanceId: string;
  /**
   * The interface that carries the EIP: the named one, or the instance's primary one; null for a
   * virtual IP or a NAT gateway.
   */
  readonly networkInterfaceId: string | null;
  /** '' for a NAT gateway, whose entries say what the EIP stands for. */
  readonly privateIpAddress: string;
  /** Whether the EIP is released when its instance is deleted. */
  readonly releaseWithInstance?: boolean;
}

/**
 * Binds an Available EIP: it is Attaching, then Attached. The caller has checked the preconditions.
 * @throws UniqueViolation when the private address or the virtual IP already has an EIP.
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
  tx.touch('eip', binding.allocationId, 'carried');
  await scheduleTransition(tx, context, TRANSITIONS.attach, binding.allocationId);
}

/** Binds an EIP that was made with what it is on: it is Attached from the start. */
export async function bindMadeEip(tx: Writer, binding: Binding): Promise<void> {
  await tx.update('eip', binding.allocationId, {
    status: TRANSITIONS.attach.to,
    instance_type: binding.instanceType,
    instance_id: binding.instanceId,
    network_interface_id: binding.networkInterfaceId,
    private_ip_address: binding.privateIpAddress,
  });
  tx.touch('eip', binding.allocationId);
}

/**
 * Unbinds the EIPs of an interface that is being deleted. They are Available at once, except those
 * in transition, which become Available when that ends: so no intent can settle a transition that
 * began after it. That transition no longer knows which network it has changed.
 */
export async function unbindEipsOfInterface(
  tx: Writer,
  { id: networkInterfaceId, vpc_id }: { readonly id: string; readonly vpc_id: string },
): Promise<void> {
  await tx.run(freeAttached, { networkInterfaceId, now: tx.now });
  const moving = await tx.run(unbindMoving, { networkInterfaceId, now: tx.now });
  if (moving > 0) tx.touch('vpc', vpc_id);
  else tx.touchNothing();
}

/**
 * Releases the EIPs with ReleaseWithInstance on an instance's interfaces. Call it while the
 * interfaces are still on the instance. The other EIPs are unbound with interfaces that are
 * removed, or stay on those that remain.
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
