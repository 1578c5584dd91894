import type { Resource } from '#core/service.ts';
import { createSubscription } from './create.ts';
import { describeSubscriptions } from './describe.ts';
import { modifySubscriptionEventTypes } from './modify-event-types.ts';

/** The actions of subscriptions to system events. */
export const subscriptionResource: Resource = {
  actions: [createSubscription, describeSubscriptions, modifySubscriptionEventTypes],
};
