import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { text } from '#core/parameters.ts';
import { RESOURCES } from '#core/resources.ts';
import { DEFAULT_PROJECT } from '#services/vpc/names.ts';
import { eventTypes } from './parameters.ts';

/** Records that the account wants to be told of system events. None ever happens. */
export const createSubscription = writeAction({
  name: 'CreateSubscription',
  summary: 'subscribe to types of system events',
  parameters: () => z.object({ Type: text(64, 1), EventTypes: eventTypes() }),
  result: () => z.object({ SubscriptionId: z.string() }),
  rules: [],
  facts: async () => ({}),

  async change(tx, _, { Type, EventTypes }, context) {
    const owner = ownKey(context, context.ids.resource(RESOURCES.subscription.idPrefix, 20));
    await tx.insert('subscription', {
      ...owner,
      project_name: DEFAULT_PROJECT,
      name: '',
      description: '',
      status: 'Available',
      type: Type,
      event_types: JSON.stringify([...new Set(EventTypes)]),
    });
    return { SubscriptionId: owner.id };
  },
});
