import type { Resource } from '#core/service.ts';
import { activeFlowLog } from './active.ts';
import { createFlowLog } from './create.ts';
import { deactiveFlowLog } from './deactive.ts';
import { deleteFlowLog } from './delete.ts';
import { describeFlowLogs } from './describe.ts';
import { modifyFlowLogAttribute } from './modify-attribute.ts';

/** The actions of flow logs. */
export const flowLogResource: Resource = {
  actions: [
    activeFlowLog,
    createFlowLog,
    deactiveFlowLog,
    deleteFlowLog,
    describeFlowLogs,
    modifyFlowLogAttribute,
  ],
};
