import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { overtake } from '#core/transition.ts';
import { endResult, STOPPED } from './ends.ts';
import { invocationIn } from './invocation.rules.ts';
import { TRANSITIONS, UNDER_WAY } from './lifecycle.ts';
import { whichInvocation } from './parameters.ts';
import { ownInvocation, resultsOf } from './rows.ts';

/**
 * Stops an invocation that is under way, or is to begin at its time: Terraform stops the latter.
 * What has not ended on an instance has failed there.
 */
export const stopInvocation = writeAction({
  name: 'StopInvocation',
  summary: 'stop an invocation',
  parameters: () => z.object(whichInvocation()),
  result: () => z.object({ InvocationId: z.string() }),
  begins: [TRANSITIONS.stop],
  rules: invocationIn(UNDER_WAY),

  async facts(tx, { InvocationId }, context) {
    return { invocation: await tx.first(ownInvocation, ownKey(context, InvocationId)) };
  },

  async change(tx, _, { InvocationId }, context) {
    await overtake(tx, InvocationId);
    for (const result of await tx.all(resultsOf, { invocationId: InvocationId })) {
      if (result.ended_at === 0) await endResult(tx, result, STOPPED);
    }
    const status = TRANSITIONS.stop.from;
    await tx.update('invocation', InvocationId, { status, ended_at: tx.now });
    await scheduleTransition(tx, context, TRANSITIONS.stop, InvocationId);
    return { InvocationId };
  },
});
