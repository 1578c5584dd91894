import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { vpcRefusals } from '../refusals.ts';
import { aSessionWithFilter } from '../traffic-mirror-session/rows.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { ownTrafficMirrorFilterToChange } from './rows.ts';
import {
  settledTrafficMirrorFilter,
  type TrafficMirrorFilterFacts,
} from './traffic-mirror-filter.rules.ts';

interface DeleteFacts extends TrafficMirrorFilterFacts {
  /** A session that uses it, if there is one. */
  readonly session: string | undefined;
}

const deleteRules: readonly Rule<DeleteFacts>[] = [
  ...settledTrafficMirrorFilter,
  {
    refusal: vpcRefusals.TrafficMirrorFilterInUse,
    broken: ({ session }) => session !== undefined,
    because: ({ session }) => `${session ?? 'no session'} uses it`,
  },
];

/** Deletes a filter that no session uses, with its rules. It is Deleting, then not found. */
export const deleteTrafficMirrorFilter = writeAction({
  name: 'DeleteTrafficMirrorFilter',
  summary: 'delete a traffic mirror filter with its rules',
  asyncTask: true,
  parameters: () => z.object({ TrafficMirrorFilterId: id() }),
  result: () => z.object({}),
  begins: [TRANSITIONS.delete],
  rules: deleteRules,

  async facts(tx, { TrafficMirrorFilterId }, context) {
    const key = ownKey(context, TrafficMirrorFilterId);
    const filter = await tx.first(ownTrafficMirrorFilterToChange, key);
    const session = filter && (await tx.first(aSessionWithFilter, { filterId: filter.id }));
    return { filter, session: session?.id };
  },

  async change(tx, _, { TrafficMirrorFilterId }, context) {
    await tx.update('traffic_mirror_filter', TrafficMirrorFilterId, {
      status: TRANSITIONS.delete.from,
    });
    await scheduleTransition(tx, context, TRANSITIONS.delete, TrafficMirrorFilterId);
    return {};
  },
});
