import type { ExpressionBuilder, SelectQueryBuilder } from 'kysely';
import { dynamic, rowsOf, untyped, untypedWhere } from './dynamic.ts';
import { lockingQuery, type Query, query } from './query.ts';
import type { Db, ResourceTable, Tables } from './schema.ts';

/** The account that owns a resource, and its region. */
export interface Owner {
  readonly account_id: string;
  readonly region: string;
}

/** The key of a resource that the caller owns. */
export interface OwnKey extends Owner {
  readonly id: string;
}

/** One resource that the caller owns, with all its columns. */
export function owned<T extends ResourceTable>(table: T): Query<OwnKey, Tables[T]> {
  return query((db, p: OwnKey) => select(table, db, p));
}

/** Like `owned`, and locked: for an action that changes the resource or what is in it. */
export function ownedToChange<T extends ResourceTable>(table: T): Query<OwnKey, Tables[T]> {
  return lockingQuery((db, p: OwnKey) => select(table, db, p));
}

/**
 * The region of one resource that the caller owns: for global services, whose calls name no region.
 */
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

/** A column whose index finds the rows of a very long table, and returns them in order. */
interface Scope {
  readonly column: string;
  /**
   * Whether the index begins with the account and the region. Otherwise it begins with the column.
   */
  readonly ofAccount?: true;
}

/** The scopes of each table, the most selective first. */
const SCOPES: { readonly [T in ResourceTable]?: readonly Scope[] } = {
  network_interface: [
    { column: 'instance_id' },
    { column: 'name', ofAccount: true },
    { column: 'subnet_id' },
    { column: 'vpc_id' },
  ],
  listener: [{ column: 'load_balancer_id' }],
  server_group: [{ column: 'load_balancer_id' }],
  invocation: [{ column: 'command_id', ofAccount: true }],
  instance: [
    { column: 'key_pair_name', ofAccount: true },
    { column: 'hpc_cluster_id', ofAccount: true },
    { column: 'scheduled_instance_id', ofAccount: true },
    { column: 'vpc_id' },
  ],
  volume: [{ column: 'instance_id' }],
  snapshot: [{ column: 'volume_id' }],
};

/** Values that columns must have; a value left out is no condition. */
type Values<T extends ResourceTable> = {
  readonly [C in keyof Tables[T]]?: NonNullable<Tables[T][C]> | undefined;
};

/**
 * The rows of an account in a region whose columns have the given values; a value left out is no
 * condition. The caller may add conditions, with qualified columns: `eip.id`.
 *
 * One index finds the rows: by `ids` if they are given, otherwise by the narrowest scope that has a
 * value, otherwise by the account. It has to be forced: an engine without statistics would prefer
 * the account's index, because more of its columns are given, and read every row of the account.
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

/** Like `ownRows`, for rows that something else finds: no condition uses an index. */
export function ownAmong<T extends ResourceTable>(
  rows: SelectQueryBuilder<Tables, T, object>,
  table: T,
  owner: Owner,
  values: Values<T>,
): SelectQueryBuilder<Tables, T, object> {
  return conditions(rows, table, owner, values, { column: 'id' });
}

/** With a `scope`, no other leading column of an index is used to find rows. */
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
 * A condition on a column that must not be used to find the rows: engines use no index for it, but
 * still estimate how many rows meet it.
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
