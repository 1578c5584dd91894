import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { onlyWhere } from '#core/common.rules.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { RESOURCES } from '#core/resources.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import {
  activeLoadBalancer,
  type LoadBalancerFacts,
} from '#services/clb/load-balancer/load-balancer.rules.ts';
import { ownLoadBalancerToChange } from '#services/clb/load-balancer/rows.ts';
import type { NetworkInterfaceRow } from '#store/schema.ts';
import { creationParameters } from '../creation-parameters.ts';
import { description, resourceName } from '../names.ts';
import { interfaceOnInstance } from '../network-interface/load-locked.ts';
import {
  interfaceExists,
  interfaceIsSettled,
  interfaceNotServiceManaged,
} from '../network-interface/network-interface.rules.ts';
import { vpcRefusals } from '../refusals.ts';
import { addTags } from '../tag/rows.ts';
import { onAnInstance } from '../traffic-mirror-session/on-instance.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';

interface CreateFacts extends LoadBalancerFacts {
  readonly instanceType: string;
  readonly networkInterface:
    | Pick<NetworkInterfaceRow, 'id' | 'status' | 'instance_id' | 'service_managed'>
    | undefined;
}

type Named = Pick<CreateFacts, 'instanceType'>;

const isInterface = ({ instanceType }: Named) => instanceType === 'NetworkInterface';
const isLoadBalancer = ({ instanceType }: Named) => instanceType === 'ClbInstance';

/** The preconditions of CreateTrafficMirrorTarget; no table was found, the order is ours. */
const createRules: readonly Rule<CreateFacts>[] = [
  onlyWhere(isInterface, interfaceExists),
  interfaceNotServiceManaged,
  onAnInstance,
  interfaceIsSettled,
  ...activeLoadBalancer.map((rule) => onlyWhere(isLoadBalancer, rule)),
];

/** Makes an interface or a load balancer a target of mirrors. It is Creating, then Available. */
export const createTrafficMirrorTarget = writeAction({
  name: 'CreateTrafficMirrorTarget',
  summary: 'make a network interface or a load balancer a target of traffic mirrors',
  asyncTask: true,
  parameters: () =>
    z.object({
      InstanceType: z.enum(['NetworkInterface', 'ClbInstance']),
      InstanceId: id(),
      TrafficMirrorTargetName: resourceName().optional(),
      Description: description().optional(),
      ...creationParameters(),
    }),
  result: () => z.object({ TrafficMirrorTargetId: z.string() }),
  begins: [TRANSITIONS.create],
  rules: createRules,
  refusals: [vpcRefusals.Conflict],

  async facts(tx, { InstanceType, InstanceId }, context) {
    const key = ownKey(context, InstanceId);
    const balanced = InstanceType === 'ClbInstance';
    const at = balanced ? undefined : await interfaceOnInstance(tx, key);
    return {
      instanceType: InstanceType,
      networkInterface: at?.networkInterface,
      loadBalancer: balanced ? await tx.first(ownLoadBalancerToChange, key) : undefined,
    };
  },

  async change(tx, _, input, context) {
    const targetId = context.ids.resource(RESOURCES.traffic_mirror_target.idPrefix);
    const owner = ownKey(context, targetId);
    await tx.insert('traffic_mirror_target', {
      ...owner,
      project_name: input.ProjectName,
      name: input.TrafficMirrorTargetName ?? targetId,
      description: input.Description ?? '',
      status: TRANSITIONS.create.from,
      instance_type: input.InstanceType,
      instance_id: input.InstanceId,
    });
    await addTags(tx, owner, 'trafficmirrortarget', input.Tags);
    await scheduleTransition(tx, context, TRANSITIONS.create, targetId);
    return { TrafficMirrorTargetId: targetId };
  },
});
