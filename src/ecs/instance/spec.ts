import type { Call } from '../../call.ts';
import type { Reader, Writer } from '../../store/store.ts';
import { loadOf } from '../../vpc/network-interface/of-instance.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { operateFacts } from './operate.ts';
import type { SpecFacts } from './spec.rules.ts';
import { begin } from './transitions.ts';

/** Loads what the rules judge. The instance's lock keeps what is attached to it as it is. */
export async function specFacts(
  tx: Reader,
  call: Call,
  InstanceId: string,
  instanceTypeId: string | undefined,
): Promise<SpecFacts> {
  const facts = await operateFacts(tx, { InstanceId }, call);
  return {
    ...facts,
    instanceTypeId,
    instanceType:
      instanceTypeId === undefined ? undefined : call.world.instanceType(instanceTypeId),
    load: facts.instance && (await loadOf(tx, InstanceId)),
  };
}

/**
 * Gives an instance its new type. Its quotas hold at once, so that nothing joins it meanwhile that
 * would not fit.
 */
export function beginResize(
  tx: Writer,
  call: Call,
  instanceId: string,
  instanceTypeId: string | undefined,
): Promise<void> {
  const patch = instanceTypeId === undefined ? {} : { instance_type_id: instanceTypeId };
  return begin(tx, call, TRANSITIONS.resize, instanceId, patch);
}
