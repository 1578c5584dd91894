import type { Context } from '#core/context.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import type { PlanePlan } from '#core/transition.ts';
import { lockingQuery } from '#store/query.ts';
import type { NetworkInterfaceRow } from '#store/schema.ts';
import type { Reader, Writer } from '#store/store.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { type InterfaceSpec, makeInterface } from './make.ts';
import { plugPlan } from './plug-plan.ts';

/**
 * Replaces the primary interface of an instance. The old one is Deleting, then gone. The new one is
 * Attaching until the instance's module settles it.
 * @throws Refused as `makeInterface` does.
 */
export async function replacePrimary(
  tx: Writer,
  context: Context,
  old: NetworkInterfaceRow,
  spec: Pick<InterfaceSpec, 'subnet' | 'securityGroupIds' | 'primaryIpAddress'>,
): Promise<string> {
  // The old one leaves before the new one is made: an instance never has two.
  await tx.update('network_interface', old.id, {
    status: TRANSITIONS.retire.from,
    instance_id: null,
  });
  tx.touch('vpc', old.vpc_id, 'carried');
  await scheduleTransition(tx, context, TRANSITIONS.retire, old.id);
  return makeInterface(tx, context, {
    ...spec,
    accountId: old.account_id,
    projectName: old.project_name,
    type: 'primary',
    status: TRANSITIONS.attach.from,
    instanceId: old.instance_id,
    deleteOnTermination: true,
  });
}

/** What the data plane must do before an instance has its new primary interface. */
export async function plugWorkOfPrimary(tx: Writer, instanceId: string): Promise<PlanePlan> {
  const primary = await tx.first(arrivingPrimary, { instanceId });
  return plugPlan(tx, instanceId, primary === undefined ? [] : [primary]);
}

/** Makes the new primary interface of an instance InUse. False when none is being attached. */
export async function settlePrimaryOf(tx: Writer, instanceId: string): Promise<boolean> {
  const primary = await tx.first(arrivingPrimary, { instanceId });
  if (primary === undefined) return false;
  tx.touchNothing();
  return tx.advance('network_interface', primary.id, TRANSITIONS.attach);
}

/** Whether an instance's primary interface is still being attached. */
export async function primaryArrives(tx: Reader, instanceId: string): Promise<boolean> {
  return (await tx.first(arrivingPrimary, { instanceId })) !== undefined;
}

const arrivingPrimary = lockingQuery((db, p: { instanceId: string }) =>
  db
    .selectFrom('network_interface')
    .selectAll()
    .where('instance_id', '=', p.instanceId)
    .where('type', '=', 'primary')
    .where('status', '=', TRANSITIONS.attach.from),
);
