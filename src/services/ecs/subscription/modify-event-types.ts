import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { exists } from '#core/common.rules.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { ownedToChange } from '#store/owned.ts';
import { ecsRefusals } from '../refusals.ts';
import { eventTypes } from './parameters.ts';

const subscriptionExists = exists(ecsRefusals.SubscriptionNotFound, 'subscription', 'subscription');

const ownSubscription = ownedToChange('subscription');

/** Gives a subscription other types of events; without any, it keeps those that it has. */
export const modifySubscriptionEventTypes = writeAction({
  name: 'ModifySubscriptionEventTypes',
  summary: 'change the types of a subscription',
  parameters: () => z.object({ SubscriptionId: id(), EventTypes: eventTypes().optional() }),
  result: () => z.object({ SubscriptionId: z.string() }),
  rules: [subscriptionExists],

  async facts(tx, { SubscriptionId }, context) {
    return { subscription: await tx.first(ownSubscription, ownKey(context, SubscriptionId)) };
  },

  async change(tx, _, { SubscriptionId, EventTypes }) {
    if (EventTypes !== undefined) {
      const event_types = JSON.stringify([...new Set(EventTypes)]);
      await tx.update('subscription', SubscriptionId, { event_types });
    }
    return { SubscriptionId };
  },
});
