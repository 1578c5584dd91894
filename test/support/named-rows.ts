import {
  ColumnNode,
  InsertQueryNode,
  type OperationNode,
  TableNode,
  UpdateQueryNode,
  ValueNode,
} from 'kysely';
import { RESOURCES } from '#core/resources.ts';
import { dynamic } from '#store/dynamic.ts';
import { db } from '#store/postgres/statements.ts';
import { Placeholder, placeholders, type Query } from '#store/query.ts';
import type { ResourceTable } from '#store/schema.ts';
import type { Reader, Store, Writer } from '#store/store.ts';
import { mustBeThere, tablesOfId } from './name-invariants.ts';

/**
 * Tables with settled rows that `READ COMMITTED` writes change (docs/decisions.md). Rows of any other
 * table are changed by such writes only on their way from one status to the next.
 */
const HOT: ReadonlySet<ResourceTable> = new Set([
  'instance',
  'network_interface',
  'subnet',
  'security_group',
]);

/** Its rows count others, which name what it names. */
const COUNTERS = 'interface_tally';

/**
 * Watches the writes of a store, and calls `told` with a sentence for each resource that a write came
 * to name, and did not lock, write or make.
 *
 * What a row names must be there when it is committed. SERIALIZABLE sees to that while all writes
 * are, but it takes no notice of a `READ COMMITTED` one: a row that such a write has changed can be
 * deleted by a third, unseen by whoever read it before. So what such writes change is locked by those
 * who name it. Writes of other isolation than `serial` have guards of their own.
 */
export function watchNamedRows(store: Store, told: (breach: string) => void): void {
  const write = store.write.bind(store);
  store.write = (work, isolation = 'serial') =>
    isolation === 'serial'
      ? write(async (tx) => {
          const watched = new Watched();
          const value = await work(watched.around(tx));
          for (const breach of await watched.breaches(tx)) told(breach);
          return value;
        }, isolation)
      : write(work, isolation);
}

/** What one transaction has named, and what it holds. */
class Watched {
  /** By id, the table and column that it stands in. */
  readonly #named = new Map<string, string>();
  readonly #held = new Set<string>();
  /** It is one of the product's own, not of a test. */
  #own = false;

  around(tx: Writer): Writer {
    const own: Partial<Writer> = {
      mustTouch: () => {
        this.#own = true;
        tx.mustTouch();
      },
      all: async (query, parameters) => {
        const rows = await tx.all(query, parameters);
        this.#reads(query, parameters, rows);
        return rows;
      },
      first: async (query, parameters) => {
        const row = await tx.first(query, parameters);
        if (row !== undefined) this.#reads(query, parameters, [row]);
        return row;
      },
      insert: (table, row) => {
        this.#names(table, row);
        this.#holds((row as { id?: unknown }).id);
        return tx.insert(table, row);
      },
      update: (table, id, patch) => {
        this.#names(table, patch);
        this.#holds(id);
        return tx.update(table, id, patch);
      },
      advance: (table, id, change, patch = {}) => {
        this.#names(table, patch);
        this.#holds(id);
        return tx.advance(table, id, change, patch);
      },
      run: (query, parameters) => {
        this.#runs(query, parameters as Readonly<Record<string, unknown>>);
        return tx.run(query, parameters);
      },
      atEnd: (added) =>
        tx.atEnd({ ...added, change: (end, amounts) => added.change(this.around(end), amounts) }),
    };
    return new Proxy(tx, {
      get(target, name) {
        const value = Reflect.get(own, name) ?? Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }

  async breaches(tx: Reader): Promise<string[]> {
    const found: string[] = [];
    if (!this.#own) return found;
    for (const [id, where] of this.#named) {
      if (this.#held.has(id)) continue;
      for (const table of tablesOfId(id)) {
        const [row] = await tx.select((kysely) =>
          dynamic(kysely).selectFrom(table).selectAll().where('id', '=', id),
        );
        if (row === undefined || isGuarded(table, row)) continue;
        found.push(`${where} names ${id}, which is ${row.status} and was not locked`);
      }
    }
    return found;
  }

  #reads<P, R>({ locks }: Query<P, R>, parameters: P, rows: readonly R[]): void {
    if (locks === 'none' || rows.length === 0) return;
    for (const row of rows) this.#holds((row as { id?: unknown }).id);
    this.#holds((parameters as { id?: unknown }).id);
  }

  #runs(query: Query<never, unknown>, parameters: Readonly<Record<string, unknown>>): void {
    const node = query.build(db, placeholders<never>()).compile().query;
    if (InsertQueryNode.is(node)) {
      this.#names(tableOf(node.into), parameters);
    } else if (UpdateQueryNode.is(node)) {
      this.#holds(parameters.id);
      for (const { column, value } of node.updates ?? []) {
        if (!ValueNode.is(value) || !(value.value instanceof Placeholder)) continue;
        if (!ColumnNode.is(column)) continue;
        const given = { [column.column.name]: parameters[value.value.name] };
        this.#names(tableOf(node.table), given);
      }
    }
  }

  #holds(id: unknown): void {
    if (typeof id === 'string') this.#held.add(id);
  }

  #names(table: string, row: object): void {
    if (table === COUNTERS) return;
    for (const [column, value] of Object.entries(row)) {
      if (typeof value !== 'string' || !mustBeThere(table, column)) continue;
      if (tablesOfId(value).length > 0) this.#named.set(value, `${table}.${column}`);
    }
  }
}

/** Whether something else than a lock keeps a row where it is until who has read it has committed. */
function isGuarded(table: ResourceTable, row: Readonly<Record<string, unknown>>): boolean {
  // Nobody attaches what a service manages: it goes with that, which is locked in its place.
  if (table === 'network_interface' && row.service_managed === 1) return true;
  const settled: readonly unknown[] = RESOURCES[table].settled;
  return !HOT.has(table) && settled.includes(row.status);
}

function tableOf(node: OperationNode | undefined): string {
  return node !== undefined && TableNode.is(node) ? node.table.identifier.name : '?';
}
