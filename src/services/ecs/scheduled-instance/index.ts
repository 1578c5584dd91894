import type { Resource } from '#core/service.ts';
import { deleteScheduledInstance } from './cancel.ts';
import { createScheduledInstances } from './create.ts';
import { describeScheduledInstances } from './describe.ts';
import { getScheduledInstanceLatestReleaseAt } from './latest-release.ts';
import { renewScheduledInstance } from './renew.ts';
import { describeScheduledInstanceStock } from './stock.ts';

/** The actions of scheduled instances. */
export const scheduledInstanceResource: Resource = {
  actions: [
    createScheduledInstances,
    deleteScheduledInstance,
    describeScheduledInstanceStock,
    describeScheduledInstances,
    getScheduledInstanceLatestReleaseAt,
    renewScheduledInstance,
  ],
};
