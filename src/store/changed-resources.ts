import { isResourceTable, RESOURCE_TABLES } from '#core/resources.ts';
import { dynamic } from './dynamic.ts';
import { lockingQuery, placeholders, type Query } from './query.ts';
import type { Db, ResourceTable } from './schema.ts';
import type { ResourceChange, Writer } from './store.ts';
import { changedTableOf, withConditionOf } from './written-table.ts';

/** What is compared of a resource. */
interface Seen {
  readonly id: string;
  readonly account_id: string;
  readonly region: string;
  readonly status: string;
  readonly revision: number;
}

const COLUMNS = ['id', 'account_id', 'region', 'status', 'revision'] as const;
/** A statement takes so many ids. */
const READ_AT_ONCE = 500;

type Reading = Pick<Writer, 'all' | 'select'>;

/**
 * What one transaction changes of resources: each row as it was before the first statement that
 * changes it, compared with what the end of the transaction leaves. Statuses in between, which
 * nobody else sees, are no change, and neither is what was undone.
 */
export class ChangedResources {
  readonly #before = new Map<string, { table: ResourceTable; id: string; was: Seen | undefined }>();

  /** A row is about to be added. */
  made(table: ResourceTable, id: string): void {
    this.#note(table, id, undefined);
  }

  /** A row is about to be changed or deleted. */
  async look(tx: Reading, table: ResourceTable, id: string): Promise<void> {
    if (this.#before.has(keyOf(table, id))) return;
    for (const row of await tx.all(rowOf[table], { id })) this.#note(table, id, row);
  }

  /** Rows are about to be changed or deleted by a statement; nothing when these are no resources. */
  async lookAtAll<P>(
    tx: Reading,
    db: Db,
    statement: Query<P, unknown>,
    parameters: P,
  ): Promise<void> {
    const written = selectionOf(db, statement);
    if (written === undefined) return;
    for (const row of await tx.all(written.rows, parameters)) {
      this.#note(written.table, row.id, row);
    }
  }

  /** Everything goes: what is known of it is of no more use. */
  clear(): void {
    this.#before.clear();
  }

  /** The changes, in the order in which the rows were first touched. */
  async compare(tx: Reading): Promise<ResourceChange[]> {
    const now = new Map<string, Seen>();
    const noted = [...this.#before.values()];
    for (const [table, rows] of Map.groupBy(noted, (each) => each.table)) {
      for (let from = 0; from < rows.length; from += READ_AT_ONCE) {
        const ids = rows.slice(from, from + READ_AT_ONCE).map(({ id }) => id);
        for (const row of await tx.select<Seen>((db) =>
          dynamic(db).selectFrom(table).select(COLUMNS).where('id', 'in', ids),
        )) {
          now.set(keyOf(table, row.id), row);
        }
      }
    }
    return noted.flatMap(({ table, id, was }) => {
      const is = now.get(keyOf(table, id));
      const known = is ?? was;
      if (known === undefined || is?.status === was?.status) return [];
      const { account_id, region, revision } = known;
      return [{ table, id, account_id, region, from: was?.status, to: is?.status, revision }];
    });
  }

  #note(table: ResourceTable, id: string, was: Seen | undefined): void {
    const key = keyOf(table, id);
    if (!this.#before.has(key)) this.#before.set(key, { table, id, was });
  }
}

const keyOf = (table: ResourceTable, id: string): string => `${table} ${id}`;

const rowOf = Object.fromEntries(
  RESOURCE_TABLES.map((table) => [
    table,
    lockingQuery((db, p: { id: string }) =>
      dynamic(db).selectFrom(table).select(COLUMNS).where('id', '=', p.id),
    ),
  ]),
) as unknown as Record<ResourceTable, Query<{ id: string }, Seen>>;

interface Selection<P> {
  readonly table: ResourceTable;
  readonly rows: Query<P, Seen>;
}

const selections = new WeakMap<object, Selection<unknown> | null>();

/** How the rows that a statement writes are read; undefined when these are no resources. */
function selectionOf<P>(db: Db, statement: Query<P, unknown>): Selection<P> | undefined {
  const known = selections.get(statement);
  if (known !== undefined) return (known as Selection<P> | null) ?? undefined;
  const found = selecting(db, statement);
  selections.set(statement, (found as Selection<unknown> | undefined) ?? null);
  return found;
}

function selecting<P>(db: Db, statement: Query<P, unknown>): Selection<P> | undefined {
  const table = changedTableOf(statement.build(db, placeholders<P>()).compile().query);
  if (table === undefined || !isResourceTable(table)) return undefined;
  const rows = lockingQuery((compiler: Db, p: P) => {
    const { query } = statement.build(compiler, p).compile();
    return dynamic(withConditionOf(compiler, query)).selectFrom(table).select(COLUMNS);
  });
  return { table, rows: rows as Query<P, Seen> };
}
