import type { Refusal } from '#core/refusal.ts';

/** Refusals about system events and subscriptions to them. None of their pages' tables was seen. */
export const systemEventRefusals = {
  SystemEventNotFound: {
    http: 404,
    code: 'InvalidSystemEvent.NotFound',
    message: 'The specified system event does not exist.',
    source: 'ours',
  },
  SubscriptionNotFound: {
    http: 404,
    code: 'InvalidSubscription.NotFound',
    message: 'The specified subscription does not exist.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
