import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { ownTrafficMirrorSessionToChange } from './rows.ts';
import { settledTrafficMirrorSession } from './traffic-mirror-session.rules.ts';

/** Ends the mirroring of an interface's traffic. The session is Deleting, then not found. */
export const deleteTrafficMirrorSession = writeAction({
  name: 'DeleteTrafficMirrorSession',
  summary: 'delete a traffic mirror session',
  asyncTask: true,
  parameters: () => z.object({ TrafficMirrorSessionId: id() }),
  result: () => z.object({}),
  begins: [TRANSITIONS.delete],
  rules: settledTrafficMirrorSession,

  async facts(tx, { TrafficMirrorSessionId }, context) {
    const key = ownKey(context, TrafficMirrorSessionId);
    return { session: await tx.first(ownTrafficMirrorSessionToChange, key) };
  },

  async change(tx, _, { TrafficMirrorSessionId }, context) {
    await tx.update('traffic_mirror_session', TrafficMirrorSessionId, {
      status: TRANSITIONS.delete.from,
    });
    await scheduleTransition(tx, context, TRANSITIONS.delete, TrafficMirrorSessionId);
    return {};
  },
});
