import { lockingQuery, type Query, query } from './query.ts';
import type { Db, ResourceTable, Tables } from './schema.ts';

/** A resource of the caller's. */
export interface OwnKey {
  readonly id: string;
  readonly account_id: string;
  readonly region: string;
}

/** One resource of the caller's, whole. */
export function owned<T extends ResourceTable>(table: T): Query<OwnKey, Tables[T]> {
  return query((db, p: OwnKey) => select(table, db, p)) as unknown as Query<OwnKey, Tables[T]>;
}

/** The same, for an action that changes it or what stands in it. */
export function ownedToChange<T extends ResourceTable>(table: T): Query<OwnKey, Tables[T]> {
  return lockingQuery((db, p: OwnKey) => select(table, db, p)) as unknown as Query<
    OwnKey,
    Tables[T]
  >;
}

/** One resource, whoever owns it, for the end of a transition. */
export function byId<T extends ResourceTable>(table: T): Query<{ id: string }, Tables[T]> {
  return lockingQuery((db, p: { id: string }) =>
    db
      .selectFrom(table as 'vpc')
      .selectAll()
      .where('id', '=', p.id),
  ) as unknown as Query<{ id: string }, Tables[T]>;
}

function select(table: ResourceTable, db: Db, p: OwnKey) {
  return db
    .selectFrom(table as 'vpc')
    .selectAll()
    .where('id', '=', p.id)
    .where('account_id', '=', p.account_id)
    .where('region', '=', p.region);
}
