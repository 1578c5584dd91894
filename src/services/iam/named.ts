import type { Context } from '#core/context.ts';
import { dynamic, type Subselect } from '#store/dynamic.ts';
import { lockingQuery, type Query, query } from '#store/query.ts';
import type { IamTables } from '#store/schema/iam.ts';
import type { Db } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';

/*
 * Users, groups, roles, policies and identity providers are alike in this: answers and requests name them, ids are
 * numbers, and lists have parts of `Limit` rows.
 */

export type NamedTable =
  | 'iam_user'
  | 'iam_user_group'
  | 'iam_role'
  | 'iam_policy'
  | 'iam_project'
  | 'iam_oidc_provider'
  | 'iam_saml_provider'
  | 'iam_oauth_provider';

export interface NameKey {
  readonly account_id: string;
  readonly name: string;
}

/** One of an account's own, by its name. */
export const byName = <T extends NamedTable>(table: T): Query<NameKey, IamTables[T]> =>
  query((db, p: NameKey) => named(db, table, p));

/** The same, locked: for an action that changes it or what hangs on it. */
export const byNameToChange = <T extends NamedTable>(table: T): Query<NameKey, IamTables[T]> =>
  lockingQuery((db, p: NameKey) => named(db, table, p));

const named = (db: Db, table: NamedTable, { account_id, name }: NameKey) =>
  dynamic(db)
    .selectFrom(table)
    .selectAll()
    .where('account_id', '=', account_id)
    .where('name', '=', name);

/** How many an account has. */
export async function countOf(tx: Reader, table: NamedTable, accountId: string): Promise<number> {
  const [row] = await tx.select((db) =>
    dynamic(db)
      .selectFrom(table)
      .select((count) => count.fn.countAll<number>().as('total'))
      .where('account_id', '=', accountId),
  );
  return Number(row?.total ?? 0);
}

/** A number that no row of the table has for its id: Go reads ids into 32 bits. */
export async function freeId(
  tx: Reader,
  { ids }: Pick<Context, 'ids'>,
  table: NamedTable | 'iam_saml_certificate',
): Promise<string> {
  for (;;) {
    const id = String(1 + (ids.random(4).readUInt32BE() % (2 ** 31 - 1)));
    const [taken] = await tx.select((db) =>
      dynamic(db).selectFrom(table).select('id').where('id', '=', id),
    );
    if (taken === undefined) return id;
  }
}

export interface ListAsked {
  readonly Limit: number;
  readonly Offset: number;
  /** A part of what is in one of the searched columns; '' for all rows. */
  readonly Query: string;
}

/** The asked part of an account's own, by name, and how many there are in all. */
export async function partOf<T extends NamedTable>(
  tx: Reader,
  table: T,
  accountId: string,
  { Limit, Offset, Query }: ListAsked,
  columns: readonly string[],
): Promise<{ rows: IamTables[T][]; total: number }> {
  const matching = (db: Db) =>
    dynamic(db)
      .selectFrom(table as string)
      .where('account_id', '=', accountId)
      .$if(Query !== '', (rows) =>
        rows.where((where) => where.or(columns.map((column) => contains(where, column, Query)))),
      );
  const [counted] = await tx.select((db) =>
    matching(db).select((count) => count.fn.countAll<number>().as('total')),
  );
  const rows = await tx.select((db) =>
    matching(db).selectAll().orderBy('name').limit(Limit).offset(Offset),
  );
  return { rows: rows as unknown as IamTables[T][], total: Number(counted?.total ?? 0) };
}

/** A text contains a part if removing the part changes it. LIKE would take _ for any letter. */
export const contains = (where: Subselect, column: string, part: string) =>
  where(where.fn('replace', [column, where.val(part), where.val('')]), '!=', where.ref(column));
