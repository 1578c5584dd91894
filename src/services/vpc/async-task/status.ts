import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { taskStatus } from '#core/async-task.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { vpcRefusals } from '../refusals.ts';

/**
 * Shows the status of the work behind an `AsyncTaskId`. The shape is the SDKs'; no page was seen.
 */
export const getAsyncTaskStatus = readAction({
  name: 'GetAsyncTaskStatus',
  summary: 'how the work behind an AsyncTaskId stands',
  parameters: () => z.object({ AsyncTaskId: id() }),
  result: () =>
    z.object({
      AsyncTaskId: z.string(),
      AsyncTaskStatus: z.enum(['Running', 'Succeeded', 'Failed']),
    }),
  refusals: [vpcRefusals.AsyncTaskNotFound],

  async view(tx, { AsyncTaskId }, context) {
    const status = await taskStatus(tx, context, AsyncTaskId);
    if (status === undefined) refuse(vpcRefusals.AsyncTaskNotFound);
    return { AsyncTaskId, AsyncTaskStatus: status };
  },
});
