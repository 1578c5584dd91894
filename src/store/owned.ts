import type { ExpressionBuilder, SelectQueryBuilder } from 'kysely';
import { dynamic, rowsOf, untyped, untypedWhere } from './dynamic.ts';
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
  return query((db, p: OwnKey) => select(table, db, p));
}

/** The same, for an action that changes it or what stands in it. */
export function ownedToChange<T extends ResourceTable>(table: T): Query<OwnKey, Tables[T]> {
  return lockingQuery((db, p: OwnKey) => select(table, db, p));
}

/** In which region one resource of the caller's is: for global services, which are asked in none. */
export function ownedIn(
  table: ResourceTable,
): Query<Omit<OwnKey, 'region'>, { readonly region: string }> {
  return query((db, p: Omit<OwnKey, 'region'>) =>
    dynamic(db)
      .selectFrom(table as string)
      .select('region')
      .where('id', '=', p.id)
      .where('account_id', '=', p.account_id),
  );
}

/** One resource, whoever owns it, for the end of a transition. */
export function byId<T extends ResourceTable>(table: T): Query<{ id: string }, Tables[T]> {
  return lockingQuery((db, p: { id: string }) =>
    dynamic(db).selectFrom(table).selectAll().where('id', '=', p.id),
  );
}

/** A column by which rows of a table that can be very long are looked up, and come in order. */
interface Scope {
  readonly column: string;
  /** Whether the index leads with the account and the region. Else the column does. */
  readonly ofAccount?: true;
}

/** The scopes of a table; the one that finds the fewest rows comes first. */
const SCOPES: { readonly [T in ResourceTable]?: readonly Scope[] } = {
  network_interface: [
    { column: 'instance_id' },
    { column: 'name', ofAccount: true },
    { column: 'subnet_id' },
    { column: 'vpc_id' },
  ],
  instance: [
    { column: 'key_pair_name', ofAccount: true },
    { column: 'scheduled_instance_id', ofAccount: true },
    { column: 'vpc_id' },
  ],
};

/** What columns hold; a value left out is no condition. */
type Values<T extends ResourceTable> = {
  readonly [C in keyof Tables[T]]?: NonNullable<Tables[T][C]> | undefined;
};

/**
 * The rows of an account in a region whose columns hold the values given; a value left out is no
 * condition. More conditions may be added: a column is named with its table, `eip.id`.
 *
 * They are looked up by `ids` where those are given, or by the narrowest scope that is, and without
 * any by the account: an engine that knows nothing of the rows would rather read all of the
 * account's, since more columns of that index are given.
 */
export function ownRows<T extends ResourceTable>(
  db: Db,
  table: T,
  owner: Owner,
  values: Values<T>,
  ids?: readonly string[],
): SelectQueryBuilder<Tables, T, object> {
  const all = rowsOf<T>(dynamic(db).selectFrom(table));
  if (ids) {
    const id: string = `${table}.id`;
    return untyped(ownAmong(all, table, owner, values)).where(id, 'in', ids);
  }
  const given = values as Readonly<Record<string, unknown>>;
  const scope = SCOPES[table]?.find(({ column }) => given[column] !== undefined);
  return conditions(all, table, owner, values, scope);
}

/** The same of rows that something else finds: none of the conditions does. */
export function ownAmong<T extends ResourceTable>(
  rows: SelectQueryBuilder<Tables, T, object>,
  table: T,
  owner: Owner,
  values: Values<T>,
): SelectQueryBuilder<Tables, T, object> {
  return conditions(rows, table, owner, values, { column: 'id' });
}

/** With a `scope` nothing else that indexes lead with is looked up. */
function conditions<T extends ResourceTable>(
  rows: SelectQueryBuilder<Tables, T, object>,
  table: T,
  { account_id, region }: Owner,
  values: Values<T>,
  scope: Scope | undefined,
): SelectQueryBuilder<Tables, T, object> {
  const scopes = (SCOPES[table] ?? []).map(({ column }) => column);
  const beside =
    scope === undefined ? [] : scope.ofAccount ? scopes : ['account_id', 'region', ...scopes];
  const given = [...Object.entries({ account_id, region }), ...Object.entries(values)];
  return (given as [string, string | undefined][]).reduce((select, [name, value]) => {
    if (value === undefined) return select;
    const column = `${table}.${name}`;
    return name !== scope?.column && beside.includes(name)
      ? select.where((row) => notLookedUp(row, column, value))
      : select.where(column, '=', value);
  }, untyped(rows));
}

/**
 * A condition on a column of rows that are found by another: engines take no index for it, and yet
 * know how many rows meet it.
 */
export function notLookedUp<T extends keyof Tables>(
  row: ExpressionBuilder<Tables, T>,
  column: string,
  value: string,
) {
  const where = untypedWhere(row);
  return where(where(column, '=', value), 'is', where.lit(true));
}

function select(table: ResourceTable, db: Db, p: OwnKey) {
  return dynamic(db)
    .selectFrom(table)
    .selectAll()
    .where('id', '=', p.id)
    .where('account_id', '=', p.account_id)
    .where('region', '=', p.region);
}
