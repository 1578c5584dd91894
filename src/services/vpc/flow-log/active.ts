import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { settledFlowLog } from './flow-log.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { ownFlowLogToChange } from './rows.ts';

/** Starts a flow log; one that is Active stays so. It is Pending, then Active. */
export const activeFlowLog = writeAction({
  name: 'ActiveFlowLog',
  summary: 'start a flow log',
  asyncTask: true,
  parameters: () => z.object({ FlowLogId: id(), ClientToken: clientToken().optional() }),
  result: () => z.object({}),
  begins: [TRANSITIONS.activate],
  rules: settledFlowLog,

  async facts(tx, { FlowLogId }, context) {
    return { flowLog: await tx.first(ownFlowLogToChange, ownKey(context, FlowLogId)) };
  },

  async change(tx, _, { FlowLogId }, context) {
    await tx.update('flow_log', FlowLogId, { status: TRANSITIONS.activate.from });
    await scheduleTransition(tx, context, TRANSITIONS.activate, FlowLogId);
    return {};
  },
});
