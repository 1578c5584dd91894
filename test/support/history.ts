import type { Compilable, Kysely } from 'kysely';
import type { Migration } from '#store/migrations/columns.ts';
import { migrations } from '#store/migrations.ts';
import type { Db } from '#store/schema.ts';

/*
 * Histories of the schema other than the program's own, for tests of several versions of the program
 * on one store.
 */

const newTable = (db: Db) =>
  (db as unknown as Kysely<never>).schema
    .createTable('more')
    .addColumn('id', 'text', (column) => column.primaryKey());

/** Adds a table, columns and an index, as most steps do. */
const additive: Migration = {
  name: '999-more',
  statements: (db) => {
    const { schema } = db as unknown as Kysely<never>;
    return [
      newTable(db),
      schema
        .alterTable('network_interface')
        .addColumn('more', 'bigint', (column) => column.notNull().defaultTo(7)),
      schema.alterTable('instance').addColumn('more', 'text'),
      schema.createIndex('network_interface_by_more').on('network_interface').column('more'),
    ];
  },
};

/** A step that older programs would have to know. */
const breaking: Migration = {
  name: '999-other',
  statements: (db) => [newTable(db)],
  leavesBehind: { before: migrations.length + 1, because: 'the test says so' },
};

/** A statement that ends the process, as `kill -9` would. */
const death = {
  compile() {
    process.kill(process.pid, 'SIGKILL');
    for (;;);
  },
} as unknown as Compilable<unknown>;

const DEADLY = '005-vpc-blocks-and-ha-vips';

function dyingIn(step: Migration): Migration {
  if (step.name !== DEADLY) return step;
  return { ...step, statements: (db) => step.statements(db).toSpliced(4, 0, death) };
}

/** Histories, named by what they mean for a program that knows the program's own. */
export const HISTORIES = {
  known: migrations,
  additive: [...migrations, additive],
  breaking: [...migrations, breaking],
  deadly: migrations.map(dyingIn),
} as const satisfies Record<string, readonly Migration[]>;
