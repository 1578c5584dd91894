import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { settledFlowLog } from './flow-log.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { ownFlowLogToChange } from './rows.ts';

/** Deletes a flow log, Active or Inactive. It is Deleting, then not found. */
export const deleteFlowLog = writeAction({
  name: 'DeleteFlowLog',
  summary: 'delete a flow log',
  asyncTask: true,
  parameters: () => z.object({ FlowLogId: id() }),
  result: () => z.object({}),
  begins: [TRANSITIONS.delete],
  rules: settledFlowLog,

  async facts(tx, { FlowLogId }, context) {
    return { flowLog: await tx.first(ownFlowLogToChange, ownKey(context, FlowLogId)) };
  },

  async change(tx, _, { FlowLogId }, context) {
    await tx.update('flow_log', FlowLogId, { status: TRANSITIONS.delete.from });
    await scheduleTransition(tx, context, TRANSITIONS.delete, FlowLogId);
    return {};
  },
});
