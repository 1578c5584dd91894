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
import type { Client } from 'pg';
import { migrations } from './migrations.ts';
import { failureOf } from './postgres-failures.ts';
import { db } from './postgres-statements.ts';
import { VERSION_TABLE } from './postgres-transaction.ts';

/**
 * Brings the schema up to date, by one process at a time: the row that holds the version is locked
 * for as long as it takes. Steps may be repeated, for databases whose schema changes are not part of
 * a transaction.
 *
 * @throws when the store is of a newer version.
 */
export async function migrate(client: Client): Promise<void> {
  await makeVersionTable(client);
  const bytewise = await sortsBytewise(client);
  await client.query('begin');
  try {
    const { rows } = await client.query(
      `select version from ${VERSION_TABLE} where id = 1 for update`,
    );
    const version: number = rows[0]?.version ?? 0;
    if (version > migrations.length) {
      throw new Error(
        `the store is of a newer version (${version}) than this Tenon knows (${migrations.length})`,
      );
    }
    for (const migration of migrations.slice(version)) {
      for (const statement of migration.statements(db)) {
        await client.query(schemaSql(statement, bytewise));
      }
    }
    if (version < migrations.length) {
      await client.query(`update ${VERSION_TABLE} set version = $1 where id = 1`, [
        migrations.length,
      ]);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

const TRIES = 5;

/** Two processes may make it at the same moment: "if not exists" is no lock. */
async function makeVersionTable(client: Client): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await client.query(
        `create table if not exists ${VERSION_TABLE} (id bigint primary key, version bigint not null)`,
      );
      await client.query(
        `insert into ${VERSION_TABLE} (id, version) values (1, 0) on conflict (id) do nothing`,
      );
      return;
    } catch (error) {
      const others = ['unique', 'conflict'].includes(failureOf(error)) || isThere(error);
      if (!others || tries === TRIES) throw error;
    }
  }
}

/** The table, or the type of its rows. */
const isThere = (error: unknown) => ['42P07', '42710'].includes((error as { code: string }).code);

/** Ids and names sort by their bytes, as in SQLite: pages would differ otherwise. */
async function sortsBytewise(client: Client): Promise<boolean> {
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
