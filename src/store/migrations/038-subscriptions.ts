import type { Compilable } from 'kysely';
import type { Db } from '../schema.ts';
import { index, resource, text } from './columns.ts';

export function subscriptions(db: Db): Compilable<unknown>[] {
  return [
    text(resource(db, 'subscription'), ['type', 'event_types']),
    index(db, 'subscription_by_account', 'subscription', 'account_id', 'region', 'id'),
  ];
}
