import type { Kysely } from 'kysely';
import type { Migration } from '../../src/store/migrations/columns.ts';
import { migrations } from '../../src/store/migrations.ts';

/*
 * Steps of the schema that are still to come, for tests of two versions of the program on one store.
 */

/** Adds a table, an index and a column, as most steps do. */
const additive: Migration = {
  name: '999-more',
  statements: (db) => {
    const { schema } = db as unknown as Kysely<never>;
    return [
      schema.createTable('more').addColumn('id', 'text', (column) => column.primaryKey()),
      schema
        .alterTable('network_interface')
        .addColumn('more', 'bigint', (column) => column.notNull().defaultTo(7)),
      schema.alterTable('instance').addColumn('more', 'text'),
      schema.createIndex('network_interface_by_more').on('network_interface').column('more'),
    ];
  },
};

/** Takes away what programs of before it use. */
const breaking: Migration = {
  name: '999-less',
  statements: (db) => [
    (db as unknown as Kysely<never>).schema.alterTable('seed').renameTo('seed_of_a_world'),
  ],
  leavesBehind: { before: migrations.length + 1, because: 'the table has another name' },
};

/** By what the newest step does to programs of before it. */
export const HISTORIES: Readonly<Record<string, readonly Migration[]>> = {
  known: migrations,
  additive: [...migrations, additive],
  breaking: [...migrations, breaking],
};
