import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownerOf, ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { RESOURCES } from '#core/resources.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
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
import { ownTrafficMirrorFilterToChange } from '../traffic-mirror-filter/rows.ts';
import { ownTrafficMirrorTargetToChange } from '../traffic-mirror-target/rows.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { onAnInstance } from './on-instance.rules.ts';
import { MOST_PACKET_LENGTH, packetLength, priority, virtualNetworkId } from './parameters.ts';
import { sessionWithPriority } from './rows.ts';
import { type UsedFacts, usedRules } from './session.rules.ts';

interface CreateFacts extends UsedFacts {
  readonly networkInterface:
    | Pick<NetworkInterfaceRow, 'id' | 'status' | 'instance_id' | 'service_managed'>
    | undefined;
  /** The instance that it is on. */
  readonly instance: { readonly instance_type_id: string } | undefined;
}

/** The family of instance types whose traffic was observed not to be mirrored. */
const UNSUPPORTED = 'ecs.g4i.';

/** The preconditions of CreateTrafficMirrorSession; no table was found, the order is ours. */
const createRules: readonly Rule<CreateFacts>[] = [
  interfaceExists,
  interfaceNotServiceManaged,
  onAnInstance,
  interfaceIsSettled,
  {
    refusal: vpcRefusals.TrafficMirrorUnsupported,
    parameter: 'NetworkInterfaceId',
    broken: ({ instance }) => instance?.instance_type_id.startsWith(UNSUPPORTED),
    because: ({ instance }) => `the instance is an ${instance?.instance_type_id ?? 'unknown type'}`,
  },
  ...usedRules,
];

/** Mirrors the traffic of an interface to a target. The session is Creating, then Active. */
export const createTrafficMirrorSession = writeAction({
  name: 'CreateTrafficMirrorSession',
  summary: 'create a traffic mirror session, which is recorded: no packets are mirrored',
  asyncTask: true,
  parameters: () =>
    z.object({
      NetworkInterfaceId: id(),
      TrafficMirrorFilterId: id(),
      TrafficMirrorTargetId: id(),
      Priority: priority(),
      VirtualNetworkId: virtualNetworkId().optional(),
      PacketLength: packetLength().default(MOST_PACKET_LENGTH),
      TrafficMirrorSessionName: resourceName().optional(),
      Description: description().optional(),
      ...creationParameters(),
    }),
  result: () => z.object({ TrafficMirrorSessionId: z.string(), OrderId: z.string() }),
  begins: [TRANSITIONS.create],
  rules: createRules,
  refusals: [vpcRefusals.Conflict],

  // Instance, interface, filter, target: every writer locks in this order.
  async facts(tx, input, context) {
    const owner = ownerOf(context);
    const at = await interfaceOnInstance(tx, { id: input.NetworkInterfaceId, ...owner });
    const filterKey = { id: input.TrafficMirrorFilterId, ...owner };
    const targetKey = { id: input.TrafficMirrorTargetId, ...owner };
    return {
      ...at,
      filter: await tx.first(ownTrafficMirrorFilterToChange, filterKey),
      target: await tx.first(ownTrafficMirrorTargetToChange, targetKey),
      source: input.NetworkInterfaceId,
      priority: input.Priority,
      rival: (await tx.first(sessionWithPriority, { ...owner, priority: input.Priority }))?.id,
    };
  },

  async change(tx, _, input, context) {
    const sessionId = context.ids.resource(RESOURCES.traffic_mirror_session.idPrefix);
    const owner = ownKey(context, sessionId);
    await tx.insert('traffic_mirror_session', {
      ...owner,
      project_name: input.ProjectName,
      name: input.TrafficMirrorSessionName ?? sessionId,
      description: input.Description ?? '',
      status: TRANSITIONS.create.from,
      network_interface_id: input.NetworkInterfaceId,
      traffic_mirror_filter_id: input.TrafficMirrorFilterId,
      traffic_mirror_target_id: input.TrafficMirrorTargetId,
      priority: input.Priority,
      // No other session has the priority.
      virtual_network_id: input.VirtualNetworkId ?? input.Priority,
      packet_length: input.PacketLength,
    });
    await addTags(tx, owner, 'trafficmirrorsession', input.Tags);
    await scheduleTransition(tx, context, TRANSITIONS.create, sessionId);
    // Nothing is sold here.
    return { TrafficMirrorSessionId: sessionId, OrderId: '' };
  },
});
