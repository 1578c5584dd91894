import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { settledFlowLog } from './flow-log.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { ownFlowLogToChange } from './rows.ts';

/** Stops a flow log; one that is Inactive stays so. It is Pending, then Inactive. */
export const deactiveFlowLog = writeAction({
  name: 'DeactiveFlowLog',
  summary: 'stop a flow log',
  asyncTask: true,
  parameters: () => z.object({ FlowLogId: id(), ClientToken: clientToken().optional() }),
  result: () => z.object({}),
  begins: [TRANSITIONS.deactivate],
  rules: settledFlowLog,

  async facts(tx, { FlowLogId }, context) {
    return { flowLog: await tx.first(ownFlowLogToChange, ownKey(context, FlowLogId)) };
  },

  async change(tx, _, { FlowLogId }, context) {
    await tx.update('flow_log', FlowLogId, { status: TRANSITIONS.deactivate.from });
    await scheduleTransition(tx, context, TRANSITIONS.deactivate, FlowLogId);
    return {};
  },
});
