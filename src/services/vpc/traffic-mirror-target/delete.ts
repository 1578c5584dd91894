import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { vpcRefusals } from '../refusals.ts';
import { aSessionWithTarget } from '../traffic-mirror-session/rows.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { ownTrafficMirrorTargetToChange } from './rows.ts';
import {
  settledTrafficMirrorTarget,
  type TrafficMirrorTargetFacts,
} from './traffic-mirror-target.rules.ts';

interface DeleteFacts extends TrafficMirrorTargetFacts {
  /** A session that uses it, if there is one. */
  readonly session: string | undefined;
}

const deleteRules: readonly Rule<DeleteFacts>[] = [
  ...settledTrafficMirrorTarget,
  {
    refusal: vpcRefusals.TrafficMirrorTargetInUse,
    broken: ({ session }) => session !== undefined,
    because: ({ session }) => `${session ?? 'no session'} uses it`,
  },
];

/** Deletes a target that no session uses. It is Deleting, then not found. */
export const deleteTrafficMirrorTarget = writeAction({
  name: 'DeleteTrafficMirrorTarget',
  summary: 'delete a traffic mirror target',
  asyncTask: true,
  parameters: () => z.object({ TrafficMirrorTargetId: id() }),
  result: () => z.object({}),
  begins: [TRANSITIONS.delete],
  rules: deleteRules,

  async facts(tx, { TrafficMirrorTargetId }, context) {
    const key = ownKey(context, TrafficMirrorTargetId);
    const target = await tx.first(ownTrafficMirrorTargetToChange, key);
    const session = target && (await tx.first(aSessionWithTarget, { targetId: target.id }));
    return { target, session: session?.id };
  },

  async change(tx, _, { TrafficMirrorTargetId }, context) {
    await tx.update('traffic_mirror_target', TrafficMirrorTargetId, {
      status: TRANSITIONS.delete.from,
    });
    await scheduleTransition(tx, context, TRANSITIONS.delete, TrafficMirrorTargetId);
    return {};
  },
});
