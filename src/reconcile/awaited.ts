import { query } from '#store/query.ts';
import type { IntentRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';

/** A transition that has not settled yet. */
export type Awaited = Pick<
  IntentRow,
  'kind' | 'account_id' | 'region' | 'resource_id' | 'due_at' | 'fence' | 'created_at'
>;

/** The transitions that have not settled, at most so many, the next first. */
export const awaitedIntents = (tx: Reader, most: number): Promise<Awaited[]> =>
  tx.all(nextDue, { most });

const nextDue = query((db, p: { most: number }) =>
  db
    .selectFrom('intent')
    .select(['kind', 'account_id', 'region', 'resource_id', 'due_at', 'fence', 'created_at'])
    .orderBy('due_at')
    .limit(p.most),
);
