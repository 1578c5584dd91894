import type { Resource } from '#core/service.ts';
import { describeSystemEvents } from './describe.ts';
import { describeSystemEventDefaultAction } from './describe-default-action.ts';
import { describeEventTypes } from './describe-types.ts';
import { modifySystemEventDefaultAction } from './modify-default-action.ts';
import { reportInstancesStatus } from './report.ts';
import { updateSystemEvents } from './update.ts';

/**
 * The actions of system events: what the vendor announces of its hosts. There is no such host, so
 * that nothing is ever announced.
 */
export const systemEventResource: Resource = {
  actions: [
    describeEventTypes,
    describeSystemEventDefaultAction,
    describeSystemEvents,
    modifySystemEventDefaultAction,
    reportInstancesStatus,
    updateSystemEvents,
  ],
};
