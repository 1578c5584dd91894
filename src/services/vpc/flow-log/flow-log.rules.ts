import type { Rule } from '#core/action.ts';
import { exists, type Holding, inStatus } from '#core/common.rules.ts';
import type { FlowLogRow } from '#store/schema/flow-log.ts';
import { vpcRefusals } from '../refusals.ts';

export type FlowLogFacts = Holding<'flowLog', FlowLogRow>;

/** Preconditions of every change to a flow log: it exists, and nothing about it is on its way. */
export const settledFlowLog: readonly Rule<FlowLogFacts>[] = [
  exists(vpcRefusals.FlowLogNotFound, 'flowLog', 'flow log'),
  inStatus(vpcRefusals.FlowLogInvalidStatus, 'flowLog', 'flow log', ['Active', 'Inactive']),
];
