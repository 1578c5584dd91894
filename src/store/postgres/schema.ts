import {
  type AddColumnNode,
  type ColumnDefinitionNode,
  type Compilable,
  type CreateIndexNode,
  type CreateTableNode,
  createQueryId,
  DataTypeNode,
  OperationNodeTransformer,
  PostgresQueryCompiler,
  RawNode,
} from 'kysely';
import type { ClientBase } from 'pg';
import { CARRIED_AT_ONCE, type Carry, type Migration } from '../migrations/columns.ts';
import { type SchemaVersion, stepsToTake, versionOf } from '../version.ts';
import type { Connection } from './connection.ts';
import { failureOf } from './failures.ts';
import { beginning } from './session.ts';
import { db } from './statements.ts';
import { stepTransactions } from './step-transactions.ts';
import { VERSION_TABLE } from './transaction.ts';

/**
 * Brings the schema up to date, step by step. One process performs each step, holding a lock on the
 * version's row. Others may be using the tables: a step that conflicts with them is tried again.
 *
 * @throws when the store is too new.
 */
export async function migrate(connection: Connection, known: readonly Migration[]): Promise<void> {
  const { client } = connection;
  await keepTrying(() => makeVersionTable(client));
  const bytewise = await sortsBytewise(client);
  while (await keepTrying(() => takeStep(connection, known, bytewise)));
}

/** Resolves to false when no step is left. */
async function takeStep(
  connection: Connection,
  known: readonly Migration[],
  bytewise: boolean,
): Promise<boolean> {
  const store = await readVersion(connection.client);
  const { version } = store;
  const [step] = stepsToTake(store, known);
  if (step === undefined) return false;
  const texts = step.statements(db).map((statement) => schemaSql(statement, bytewise));
  const transactions = stepTransactions(texts);
  for (const [at, statements] of transactions.entries()) {
    await alone(connection, version, async ({ client }) => {
      for (const text of statements) await client.query(text);
      if (at + 1 < transactions.length) return;
      if (step.carry) await carryRows(client, step.carry);
      const seen = versionOf(known.slice(0, version + 1));
      await client.query(
        `update ${VERSION_TABLE} set version = $1, compatible_from = $2 where id = 1`,
        [seen.version, seen.compatibleFrom],
      );
    });
  }
  return true;
}

async function carryRows(client: ClientBase, { rows, statements }: Carry): Promise<void> {
  const run = async (statement: Compilable<unknown>) => {
    const { sql, parameters } = statement.compile();
    return (await client.query(sql, [...parameters])).rows;
  };
  for (let after: string | undefined = ''; after !== undefined; ) {
    const portion: { id: string }[] = await run(rows(db, after, CARRIED_AT_ONCE));
    for (const statement of statements(db, portion)) await run(statement);
    after = portion.length < CARRIED_AT_ONCE ? undefined : portion.at(-1)?.id;
  }
}

/** Does work in a transaction, unless another process has taken the step that follows `version`. */
async function alone(
  connection: Connection,
  version: number,
  work: (connection: Connection) => Promise<void>,
): Promise<void> {
  const { client, session } = connection;
  await client.query(beginning(session, 'begin', LOCK_WAIT_MS));
  try {
    if ((await readVersion(client, 'for update')).version === version) await work(connection);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** What the store says of its schema. */
export async function readVersion(
  client: Pick<ClientBase, 'query'>,
  lock: 'for update' | '' = '',
): Promise<SchemaVersion> {
  const { rows } = await client.query(
    `select version, compatible_from from ${VERSION_TABLE} where id = 1 ${lock}`,
  );
  return { version: rows[0]?.version ?? 0, compatibleFrom: rows[0]?.compatible_from ?? 0 };
}

async function makeVersionTable(client: ClientBase): Promise<void> {
  await client.query(
    `create table if not exists ${VERSION_TABLE} (id bigint primary key, version bigint not null)`,
  );
  await client.query(
    `insert into ${VERSION_TABLE} (id, version) values (1, 0) on conflict (id) do nothing`,
  );
  const { rows } = await client.query(`select * from ${VERSION_TABLE} where id = 1`);
  if (rows[0]?.compatible_from === undefined) {
    await client.query(
      `alter table ${VERSION_TABLE} add column if not exists compatible_from bigint not null default 0`,
    );
  }
}

/** How long a step waits for the tables that it changes; meanwhile others wait for it. */
const LOCK_WAIT_MS = 5_000;
/** All tries together take some minutes. */
const TRIES = 60;

/** Two processes may do this at the same moment: "if not exists" is no lock. */
async function keepTrying<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      const others = ['unique', 'conflict'].includes(failureOf(error)) || isThere(error);
      if (!others || tries === TRIES) throw error;
    }
  }
}

/** The table, the type of its rows, or the column. */
const isThere = (error: unknown) =>
  ['42P07', '42710', '42701'].includes((error as { code: string }).code);

/** Ids and names sort by their bytes, as in SQLite: pages would differ otherwise. */
async function sortsBytewise(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query(`select 'B' < 'a' and 'a-b' < 'aa' as bytewise`);
  return rows[0]?.bytewise === 1;
}

/** A step's statement in PostgreSQL's SQL. */
export function schemaSql(statement: Compilable<unknown>, bytewise: boolean): string {
  const node = new ForPostgres(bytewise).transformNode(statement.compile().query);
  return new PostgresQueryCompiler().compileQuery(node, createQueryId()).sql;
}

class ForPostgres extends OperationNodeTransformer {
  readonly #bytewise: boolean;

  constructor(bytewise: boolean) {
    super();
    this.#bytewise = bytewise;
  }

  protected override transformColumnDefinition(node: ColumnDefinitionNode): ColumnDefinitionNode {
    const { dataType } = node;
    if (this.#bytewise || !DataTypeNode.is(dataType) || dataType.dataType !== 'text') return node;
    return { ...node, dataType: RawNode.createWithSql('text collate "C"') };
  }

  protected override transformAddColumn(node: AddColumnNode): AddColumnNode {
    const { column, ...rest } = super.transformAddColumn(node);
    return { ...rest, column: { ...column, ifNotExists: true } };
  }

  protected override transformCreateTable(node: CreateTableNode): CreateTableNode {
    return { ...super.transformCreateTable(node), ifNotExists: true };
  }

  protected override transformCreateIndex(node: CreateIndexNode): CreateIndexNode {
    return { ...super.transformCreateIndex(node), ifNotExists: true };
  }
}
