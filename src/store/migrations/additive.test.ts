import { describe, expect, it } from 'vitest';
import { dynamic } from '../dynamic.ts';
import { migrations } from '../migrations.ts';
import { db } from '../sqlite/connection.ts';
import type { Migration } from './columns.ts';

/*
 * A rule of the schema: a step only adds what older programs can work beside, or it says that it
 * leaves them behind. Older programs neither write nor maintain what they do not know.
 */

const ADDS = [
  /^create table "/,
  /^create index "/,
  /^drop index if exists "/,
  /^alter table "\w+" add column "\w+" \w+( default ('[^']*'|\d+))?( not null)?$/,
];

/** The statements of a step after which older programs would fail, or spoil what it made. */
function breaks(steps: readonly Migration[], step: Migration): string[] {
  const texts = sqlOf(step);
  return texts.filter((text) => {
    const [, index = '', table = ''] = /^create unique index "(\w+)" on "(\w+)"/.exec(text) ?? [];
    // Rows that older programs have written, or still write, need not be unique.
    if (index !== '') return !texts.some((each) => each.startsWith(`create table "${table}"`));
    const [, dropped = ''] = /^drop index if exists "(\w+)"/.exec(text) ?? [];
    if (dropped !== '') return isUnique(steps, dropped);
    if (/ not null$/.test(text) && !/ default /.test(text)) return true;
    return !ADDS.some((form) => form.test(text));
  });
}

const sqlOf = ({ statements }: Migration) => statements(db).map((each) => each.compile().sql);

/** A unique index is a promise that newer programs give up, and older ones rely on. */
function isUnique(steps: readonly Migration[], index: string): boolean {
  return steps.flatMap(sqlOf).some((text) => text.startsWith(`create unique index "${index}"`));
}

describe('the step', () => {
  it.each(migrations)('$name', (step) => {
    if (step.leavesBehind === undefined) expect(breaks(migrations, step)).toEqual([]);
    else expect(step.leavesBehind.before).toBeLessThanOrEqual(Number(step.name.slice(0, 3)));
  });
});

describe('the rule', () => {
  const { schema } = dynamic(db);
  const table = schema.alterTable('vpc');
  it.each([
    table.dropColumn('name'),
    table.renameColumn('name', 'title'),
    table.renameTo('network'),
    table.addColumn('more', 'text', (column) => column.notNull()),
    table.addColumn('more', 'text', (column) => column.unique()),
    table.alterColumn('name', (column) => column.setNotNull()),
    schema.dropTable('seed'),
    schema
      .createIndex('vpc_one_name')
      .on('vpc')
      .column('name' as never)
      .unique(),
    schema.dropIndex('route_entry_one_per_destination').ifExists(),
    db.updateTable('vpc').set({ name: 'b' }),
    db.insertInto('usage').columns(['used']).expression(db.selectFrom('usage').select('used')),
  ])('sees what breaks: case %#', (statement) => {
    const step: Migration = { name: '999', statements: () => [statement] };
    expect(breaks([...migrations, step], step)).toHaveLength(1);
  });
});
