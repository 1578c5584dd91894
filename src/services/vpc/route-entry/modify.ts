import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { description, resourceName } from '../names.ts';
import { vpcRefusals } from '../refusals.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { type NextHopFacts, nextHopRules } from './next-hop.rules.ts';
import { NEXT_HOP_TYPES, nextHopOf, SERVED } from './next-hop.ts';
import { availableRouteEntry, type RouteFacts } from './route-entry.rules.ts';
import { ownRouteToChange } from './rows.ts';

interface ModifyFacts extends RouteFacts, NextHopFacts {
  /** Whether only one of NextHopType and NextHopId is given. */
  readonly half: 'NextHopType' | 'NextHopId' | undefined;
}

const modifyRules: readonly Rule<ModifyFacts>[] = [
  {
    refusal: vpcRefusals.MissingParameter,
    args: ({ half }) => [half ?? ''],
    broken: ({ half }) => half !== undefined,
    because: ({ half }) => (half ? `${half} is not given` : 'both are given, or neither'),
  },
  ...availableRouteEntry,
  ...nextHopRules,
];

/** Changes a custom route's name, description and next hop; an absent one stays as it is. */
export const modifyRouteEntry = writeAction({
  name: 'ModifyRouteEntry',
  summary: 'change a custom route',
  asyncTask: true,
  parameters: () =>
    z.object({
      RouteEntryId: id(),
      RouteEntryName: resourceName().optional(),
      Description: description().optional(),
      NextHopType: z.enum(NEXT_HOP_TYPES).optional(),
      NextHopId: id().optional(),
    }),
  result: () => z.object({}),
  begins: [TRANSITIONS.modify],
  rules: modifyRules,

  async facts(tx, { RouteEntryId, NextHopType, NextHopId }, context) {
    const owner = ownerOf(context);
    const nextHop =
      NextHopType && NextHopId
        ? await nextHopOf(tx, NextHopType, { id: NextHopId, ...owner })
        : undefined;
    const route = await tx.first(ownRouteToChange, { id: RouteEntryId, ...owner });
    return {
      route,
      half: missingHalf(NextHopType, NextHopId),
      nextHop,
      served: SERVED,
      vpcId: route?.vpc_id,
    };
  },

  async change(tx, _, input, context) {
    await tx.update('route_entry', input.RouteEntryId, {
      status: TRANSITIONS.modify.from,
      ...(input.RouteEntryName !== undefined && { name: input.RouteEntryName }),
      ...(input.Description !== undefined && { description: input.Description }),
      ...(input.NextHopType !== undefined &&
        input.NextHopId !== undefined && {
          next_hop_type: input.NextHopType,
          next_hop_id: input.NextHopId,
          next_hop_name: '',
        }),
    });
    tx.touch('route_entry', input.RouteEntryId);
    await scheduleTransition(tx, context, TRANSITIONS.modify, input.RouteEntryId);
    return {};
  },
});

function missingHalf(type: string | undefined, id: string | undefined): ModifyFacts['half'] {
  if ((type === undefined) === (id === undefined)) return undefined;
  return type === undefined ? 'NextHopType' : 'NextHopId';
}
