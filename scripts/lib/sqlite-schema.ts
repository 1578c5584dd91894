import { DatabaseSync } from 'node:sqlite';
import { migrations } from '#store/migrations.ts';
import { migrateBySteps } from '#store/sqlite/schema.ts';

/** The statements that make what all steps of the schema's history lead to, in their order. */
export function statementsOf(database: DatabaseSync): string[] {
  const made = database
    .prepare('select sql from sqlite_master where sql is not null order by rowid')
    .all() as { sql: string }[];
  return made.map(({ sql }) => sql);
}

/** A store in memory to which every step was applied. */
export function steppedStore(): DatabaseSync {
  const database = new DatabaseSync(':memory:');
  migrateBySteps(database, migrations);
  return database;
}

/** The text of src/store/sqlite/latest-schema.ts. */
export function latestSchemaFile(): string {
  const database = steppedStore();
  const statements = statementsOf(database).map((sql) => `${sql};\n`);
  database.close();
  return `/**
 * npm run schema writes this file from src/store/migrations: what a new SQLite store is made by, in
 * place of every step of its history, at the version that these lead to.
 */
export const LATEST_VERSION = ${migrations.length};

export const LATEST_SCHEMA = \`
${statements.join('').replaceAll('`', '\\`')}\`;
`;
}
