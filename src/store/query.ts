import type { Compilable } from 'kysely';
import type { Db } from './schema.ts';

export type Value = string | number | null;

/**
 * A statement that is written once with Kysely and compiled once per engine.
 * `P` are its parameters by name, `R` is a row of its answer.
 */
export interface Query<P, R> {
  readonly build: (db: Db, parameters: P) => Compilable<R>;
  readonly locks: Locks;
}

/**
 * How an engine with concurrent writers locks the rows that a query reads from its first table: not
 * at all, or `wait` for the rows that others have locked, or `skip` them.
 */
export type Locks = 'none' | 'wait' | 'skip';

/**
 * Declares a statement.
 *
 * @example
 * const vpcById = query((db, p: { id: string }) =>
 *   db.selectFrom('vpc').selectAll().where('id', '=', p.id));
 * const row = await tx.first(vpcById, { id });
 */
export function query<P, R>(build: (db: Db, parameters: P) => Compilable<R>): Query<P, R> {
  return { build, locks: 'none' };
}

/** Declares a statement whose rows the same transaction will change. */
export function lockingQuery<P, R>(build: (db: Db, parameters: P) => Compilable<R>): Query<P, R> {
  return { build, locks: 'wait' };
}

/**
 * Declares a statement for rows that any of several workers may take: it skips those that are
 * locked.
 */
export function claimingQuery<P, R>(build: (db: Db, parameters: P) => Compilable<R>): Query<P, R> {
  return { build, locks: 'skip' };
}

/**
 * Declares a statement whose conditions are those parameters that a request gives. It is built and
 * compiled once for each set of names that are given, and not anew for each request; so few parameters
 * may be left out.
 *
 * @example
 * const counted = shapedQuery((db, p: { vpcId?: string }) => {
 *   const all = db.selectFrom('subnet').select((count) => count.fn.countAll<number>().as('n'));
 *   return p.vpcId === undefined ? all : all.where('vpc_id', '=', p.vpcId);
 * });
 * const row = await tx.first(counted({ vpcId }), { vpcId });
 */
export function shapedQuery<P extends object, R>(
  build: (db: Db, given: P) => Compilable<R>,
): (given: P) => Query<P, R> {
  const shapes = new Map<string, Query<P, R>>();
  return (given) => {
    const names = Object.entries(given).flatMap(([name, value]) =>
      value === undefined ? [] : name,
    );
    const shape = names.join();
    let found = shapes.get(shape);
    if (found === undefined) {
      const places = Object.fromEntries(names.map((name) => [name, new Placeholder(name)]));
      found = query((db) => build(db, places as P));
      shapes.set(shape, found);
    }
    return found;
  };
}

/**
 * A statement about the rows that belong to some of many, by their ids. It is compiled for a few
 * numbers of ids, and not anew for each request: fewer ids than that repeat the last one, so the
 * statement must select the same rows when an id is given twice.
 */
export interface ListQuery<R> {
  readonly build: (db: Db, ids: readonly string[]) => Compilable<R>;
}

/**
 * Declares a statement about some of many.
 *
 * @example
 * const namesOfVpcs = listQuery((db, ids) =>
 *   db.selectFrom('vpc').select(['id', 'name']).where('id', 'in', ids));
 * const rows = await tx.allOf(namesOfVpcs, ids);
 */
export function listQuery<R>(
  build: (db: Db, ids: readonly string[]) => Compilable<R>,
): ListQuery<R> {
  return { build };
}

/** A placeholder for a parameter's value in a compiled statement. */
export class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Gives a placeholder for every property asked of it. */
export function placeholders<P>(): P {
  return new Proxy({}, { get: (_, name) => new Placeholder(String(name)) }) as P;
}
