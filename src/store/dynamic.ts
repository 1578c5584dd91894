import type { ExpressionBuilder, Kysely, SelectQueryBuilder } from 'kysely';
import type { Db, Tables } from './schema.ts';

/*
 * Statements are typed by the tables that they name. Where a table or a column is a parameter, as
 * where all kinds of resources are treated alike, Kysely cannot follow: such statements are built
 * here, untyped, and the function that builds one says what its rows are. Nothing else is cast.
 */

// biome-ignore lint/suspicious/noExplicitAny: see above
type Untyped = any;

/** Builds a statement whose tables or columns are parameters. */
export const dynamic = (db: Db): Kysely<Untyped> => db;

/** What builds a SELECT inside such a statement. */
export type Subselect = ExpressionBuilder<Untyped, Untyped>;

/** A SELECT that was built so, as one of `table`'s rows, without columns yet. */
export const rowsOf = <T extends keyof Tables>(
  select: SelectQueryBuilder<Untyped, Untyped, object>,
): SelectQueryBuilder<Tables, T, object> => select;

/** A SELECT of rows that are known, to be taken further by columns that are parameters. */
export const untyped = <T extends keyof Tables, O>(
  select: SelectQueryBuilder<Tables, T, O>,
): SelectQueryBuilder<Untyped, Untyped, Untyped> => select;

/** Conditions on such rows. */
export const untypedWhere = <T extends keyof Tables>(
  where: ExpressionBuilder<Tables, T>,
): ExpressionBuilder<Untyped, Untyped> => where;
