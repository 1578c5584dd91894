import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { description, resourceName } from '../names.ts';
import { ownTrafficMirrorFilterToChange } from '../traffic-mirror-filter/rows.ts';
import { ownTrafficMirrorTargetToChange } from '../traffic-mirror-target/rows.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { packetLength, priority, virtualNetworkId } from './parameters.ts';
import {
  ownTrafficMirrorSession,
  ownTrafficMirrorSessionToChange,
  sessionWithPriority,
} from './rows.ts';
import { type UsedFacts, usedRules } from './session.rules.ts';
import {
  settledTrafficMirrorSession,
  type TrafficMirrorSessionFacts,
} from './traffic-mirror-session.rules.ts';

const modifyRules: readonly Rule<TrafficMirrorSessionFacts & UsedFacts>[] = [
  ...settledTrafficMirrorSession,
  ...usedRules,
];

/** Changes a session; what is absent stays as it is. It is Pending, then Active. */
export const modifyTrafficMirrorSessionAttributes = writeAction({
  name: 'ModifyTrafficMirrorSessionAttributes',
  summary: 'change a traffic mirror session',
  asyncTask: true,
  parameters: () =>
    z.object({
      TrafficMirrorSessionId: id(),
      TrafficMirrorFilterId: id().optional(),
      TrafficMirrorTargetId: id().optional(),
      Priority: priority().optional(),
      VirtualNetworkId: virtualNetworkId().optional(),
      PacketLength: packetLength().optional(),
      TrafficMirrorSessionName: resourceName().optional(),
      Description: description().optional(),
    }),
  result: () => z.object({}),
  begins: [TRANSITIONS.modify],
  rules: modifyRules,

  // The filter and the target are locked before the session, as in CreateTrafficMirrorSession.
  async facts(tx, input, context) {
    const owner = ownerOf(context);
    const key = { id: input.TrafficMirrorSessionId, ...owner };
    const seen = await tx.first(ownTrafficMirrorSession, key);
    const filterId = input.TrafficMirrorFilterId ?? seen?.traffic_mirror_filter_id ?? '';
    const targetId = input.TrafficMirrorTargetId ?? seen?.traffic_mirror_target_id ?? '';
    const filter = await tx.first(ownTrafficMirrorFilterToChange, { id: filterId, ...owner });
    const target = await tx.first(ownTrafficMirrorTargetToChange, { id: targetId, ...owner });
    const wanted = input.Priority ?? seen?.priority ?? 0;
    const found = (await tx.first(sessionWithPriority, { ...owner, priority: wanted }))?.id;
    return {
      session: seen && (await tx.first(ownTrafficMirrorSessionToChange, key)),
      filter,
      target,
      source: seen?.network_interface_id,
      priority: wanted,
      rival: found === key.id ? undefined : found,
    };
  },

  async change(tx, _, input, context) {
    const { TrafficMirrorSessionId: sessionId } = input;
    await tx.update('traffic_mirror_session', sessionId, {
      status: TRANSITIONS.modify.from,
      ...(input.TrafficMirrorFilterId !== undefined && {
        traffic_mirror_filter_id: input.TrafficMirrorFilterId,
      }),
      ...(input.TrafficMirrorTargetId !== undefined && {
        traffic_mirror_target_id: input.TrafficMirrorTargetId,
      }),
      ...(input.Priority !== undefined && { priority: input.Priority }),
      ...(input.VirtualNetworkId !== undefined && { virtual_network_id: input.VirtualNetworkId }),
      ...(input.PacketLength !== undefined && { packet_length: input.PacketLength }),
      ...(input.TrafficMirrorSessionName !== undefined && { name: input.TrafficMirrorSessionName }),
      ...(input.Description !== undefined && { description: input.Description }),
    });
    await scheduleTransition(tx, context, TRANSITIONS.modify, sessionId);
    return {};
  },
});
