import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { description, resourceName } from '../names.ts';
import { settledFlowLog } from './flow-log.rules.ts';
import { backTo, TRANSITIONS } from './lifecycle.ts';
import { aggregationInterval, flowLogVersion, trafficPath } from './parameters.ts';
import { ownFlowLogToChange } from './rows.ts';

/**
 * Changes a flow log; what is absent stays as it is. It is Pending, then Active or Inactive as
 * before.
 */
export const modifyFlowLogAttribute = writeAction({
  name: 'ModifyFlowLogAttribute',
  summary: 'change a flow log',
  asyncTask: true,
  parameters: () =>
    z.object({
      FlowLogId: id(),
      FlowLogName: resourceName().optional(),
      Description: description().optional(),
      AggregationInterval: aggregationInterval().optional(),
      TrafficPath: trafficPath().optional(),
      FlowLogVersion: flowLogVersion().optional(),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({ Version: z.int() }),
  begins: [TRANSITIONS.activate, TRANSITIONS.deactivate],
  rules: settledFlowLog,

  async facts(tx, { FlowLogId }, context) {
    return { flowLog: await tx.first(ownFlowLogToChange, ownKey(context, FlowLogId)) };
  },

  async change(tx, { flowLog }, input, context) {
    const transition = backTo(flowLog?.status ?? '');
    await tx.update('flow_log', input.FlowLogId, {
      status: transition.from,
      ...(input.FlowLogName !== undefined && { name: input.FlowLogName }),
      ...(input.Description !== undefined && { description: input.Description }),
      ...(input.AggregationInterval !== undefined && {
        aggregation_interval: input.AggregationInterval,
      }),
      ...(input.TrafficPath !== undefined && { traffic_path: JSON.stringify(input.TrafficPath) }),
      ...(input.FlowLogVersion !== undefined && { version: input.FlowLogVersion }),
    });
    await scheduleTransition(tx, context, transition, input.FlowLogId);
    return { Version: input.FlowLogVersion ?? flowLog?.version ?? 1 };
  },
});
