import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { removeTags } from '#services/vpc/tag/rows.ts';
import { invocationIn } from './invocation.rules.ts';
import { whichInvocation } from './parameters.ts';
import { deleteResults, ownInvocation } from './rows.ts';

/** Deletes what is known of an invocation that has ended. */
export const deleteInvocation = writeAction({
  name: 'DeleteInvocation',
  summary: 'delete an invocation that has ended',
  parameters: () => z.object(whichInvocation()),
  result: () => z.object({ InvocationId: z.string() }),
  rules: invocationIn(['Success', 'PartialFailed', 'Failed', 'Stopped', 'Finished']),

  async facts(tx, { InvocationId }, context) {
    return { invocation: await tx.first(ownInvocation, ownKey(context, InvocationId)) };
  },

  async change(tx, _, { InvocationId }) {
    await tx.run(deleteResults, { invocationId: InvocationId });
    await removeTags(tx, InvocationId);
    await tx.remove('invocation', InvocationId);
    return { InvocationId };
  },
});
