import type { SelectQueryBuilder } from 'kysely';
import { lockingQuery, type Query, query } from './query.ts';
import type { Db, ResourceTable, Tables } from './schema.ts';

/** Whose a resource is, and where. */
export interface Owner {
  readonly account_id: string;
  readonly region: string;
}

/** A resource of the caller's. */
export interface OwnKey extends Owner {
  readonly id: string;
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

/**
 * The rows of an account in a region whose columns hold the values given; a value left out is no
 * condition. More conditions may be added: a column is named with its table, `eip.id`.
 */
export function ownRows<T extends ResourceTable>(
  db: Db,
  table: T,
  owner: Owner,
  values: { readonly [C in keyof Tables[T]]?: NonNullable<Tables[T][C]> | undefined },
): SelectQueryBuilder<Tables, T, object> {
  let rows = db
    .selectFrom(table as 'vpc')
    .where(`${table as 'vpc'}.account_id`, '=', owner.account_id)
    .where(`${table as 'vpc'}.region`, '=', owner.region);
  for (const [column, value] of Object.entries(values as Record<string, string | undefined>)) {
    if (value === undefined) continue;
    rows = rows.where(`${table as 'vpc'}.${column as 'name'}`, '=', value);
  }
  return rows as unknown as SelectQueryBuilder<Tables, T, object>;
}

function select(table: ResourceTable, db: Db, p: OwnKey) {
  return db
    .selectFrom(table as 'vpc')
    .selectAll()
    .where('id', '=', p.id)
    .where('account_id', '=', p.account_id)
    .where('region', '=', p.region);
}
