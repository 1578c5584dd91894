import type { ResourceRow } from './resource.ts';

export interface SubscriptionTables {
  subscription: SubscriptionRow;
}

/** That an account wants to be told of some types of system events. It has no name. */
export interface SubscriptionRow extends ResourceRow {
  type: string;
  /** JSON list of texts. */
  event_types: string;
}
