import type { Context } from '#core/context.ts';
import { loadOf } from '#services/vpc/network-interface/instance-hooks.ts';
import type { Reader, Writer } from '#store/store.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { operateFacts } from './operate.ts';
import type { SpecFacts } from './spec.rules.ts';
import { begin } from './transitions.ts';

/**
 * Loads what the rules judge. While the instance is locked, nothing is attached to it or detached.
 */
export async function specFacts(
  tx: Reader,
  context: Context,
  InstanceId: string,
  instanceTypeId: string | undefined,
): Promise<SpecFacts> {
  const facts = await operateFacts(tx, { InstanceId }, context);
  return {
    ...facts,
    instanceTypeId,
    instanceType:
      instanceTypeId === undefined ? undefined : context.world.instanceType(instanceTypeId),
    load: facts.instance && (await loadOf(tx, InstanceId)),
  };
}

/**
 * Gives an instance its new type. The new type's limits hold at once, so that nothing is attached
 * meanwhile that would not fit.
 */
export function beginResize(
  tx: Writer,
  context: Context,
  instanceId: string,
  instanceTypeId: string | undefined,
): Promise<void> {
  const patch = instanceTypeId === undefined ? {} : { instance_type_id: instanceTypeId };
  return begin(tx, context, TRANSITIONS.resize, instanceId, patch);
}
