import { createHash } from 'node:crypto';
import {
  AliasNode,
  type Compilable,
  createQueryId,
  DummyDriver,
  IdentifierNode,
  Kysely,
  type OperationNode,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  RawNode,
  SelectionNode,
  SelectModifierNode,
  type SelectQueryNode,
  TableNode,
} from 'kysely';
import { placeholders, type Query } from '../query.ts';
import type { Db, Tables } from '../schema.ts';
import { type Prepared, Statements } from '../statements.ts';

/** Compiles statements for PostgreSQL; it never runs one. */
export const db: Db = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** A statement's text, and its name if connections keep it prepared. */
export interface Named {
  readonly text: string;
  readonly name?: string;
}

/** A connection keeps every named statement for as long as it lives, so there must be few names. */
const DYNAMIC_STATEMENTS_KEPT = 500;

/**
 * The same text has the same name in every process and every version. So on a session that several
 * processes share, a statement of that name is this one, whoever prepared it.
 */
const nameOf = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** The statements of one database, with the same names on each of its connections. */
export class PostgresStatements extends Statements<Named> {
  /** Whether connections keep their prepared statements. Behind some poolers they do not. */
  kept = true;
  readonly #locks = new Map<object, Prepared<Named>>();
  readonly #freeLocks = new Map<object, Prepared<Named>>();
  readonly #unlocked = new Map<object, Prepared<Named>>();

  constructor() {
    const names = new Map<string, Named>();
    const prepare = (text: string): Named => {
      const known = names.get(text) ?? { text, name: nameOf(text) };
      names.set(text, known);
      return known;
    };
    let dynamic = 0;
    super({
      db,
      prepare,
      prepareDynamic(text) {
        if (names.has(text)) return prepare(text);
        if (dynamic === DYNAMIC_STATEMENTS_KEPT) return { text };
        dynamic += 1;
        return prepare(text);
      },
    });
  }

  /** A locking query's rows without the lock. */
  unlocked<P, R>(query: Query<P, R>): Prepared<Named> {
    return remember(this.#unlocked, query, () => this.prepare(query.build(db, placeholders<P>())));
  }

  /** Locks a locking query's rows without reading them. */
  lock<P, R>(query: Query<P, R>): Prepared<Named> {
    return remember(this.#locks, query, () => this.prepare(lockOnly(query, 'wait')));
  }

  /** The same for those that are free; it waits for nobody. */
  lockFree<P, R>(query: Query<P, R>): Prepared<Named> {
    return remember(this.#freeLocks, query, () => this.prepare(lockOnly(query, 'skip')));
  }

  protected override build<P, R>(query: Query<P, R>): Compilable<R> {
    if (query.locks === 'none') return super.build(query);
    const { locks } = query;
    return compiled(locked(nodeOf(query), locks)) as Compilable<R>;
  }
}

/**
 * Whether a locking query also reads other rows, which may have changed while it waited for its
 * lock. PostgreSQL then reads the locked row again, and nothing else
 * (https://www.postgresql.org/docs/current/transaction-iso.html#XACT-READ-COMMITTED).
 */
export function readsMore<P, R>(query: Query<P, R>): boolean {
  const { joins, selections } = nodeOf(query);
  return joins !== undefined || JSON.stringify(selections).includes('"SelectQueryNode"');
}

function remember<V>(known: Map<object, V>, key: object, make: () => V): V {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

function nodeOf<P, R>(query: Query<P, R>): SelectQueryNode {
  return query.build(db, placeholders<P>()).compile().query as SelectQueryNode;
}

/** Locks the rows of the first table only. */
function locked(select: SelectQueryNode, locks: 'wait' | 'skip'): SelectQueryNode {
  const modifiers = [SelectModifierNode.create('ForUpdate', [firstTable(select)])];
  if (locks === 'skip') modifiers.push(SelectModifierNode.create('SkipLocked'));
  return { ...select, endModifiers: modifiers };
}

function lockOnly<P, R>(query: Query<P, R>, locks: 'wait' | 'skip'): Compilable<unknown> {
  const one = AliasNode.create(RawNode.createWithSql('1'), IdentifierNode.create('locked'));
  const nothing = SelectionNode.create(one);
  return compiled({ ...locked(nodeOf(query), locks), selections: [nothing] });
}

function firstTable({ from }: SelectQueryNode): OperationNode {
  const [first] = from?.froms ?? [];
  if (first !== undefined && AliasNode.is(first)) {
    return TableNode.create((first.alias as IdentifierNode).name);
  }
  if (first === undefined) throw new Error('a locking query names no table');
  return first;
}

function compiled(node: SelectQueryNode): Compilable<unknown> {
  return {
    toOperationNode: () => node,
    compile: () => new PostgresQueryCompiler().compileQuery(node, createQueryId()),
  } as Compilable<unknown>;
}
