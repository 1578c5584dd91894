import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { Statement } from './statement.ts';

const NAMES = ['id', 'a "quoted" name', "it's", 'a\\b', '名', 'class', '1'];
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

it('names the values of its columns, the thousandth row as the first', () => {
  const database = new DatabaseSync(':memory:');
  database.exec(`create table t (${NAMES.map(quoted).join()})`);
  const row = [1, 'text', null, 2.5, '', 'x', -1];
  database.prepare(`insert into t values (${row.map(() => '?').join()})`).run(...row);
  const expected = Object.fromEntries(NAMES.map((name, at) => [name, row[at]]));
  const one = new Statement(database, 'select * from t');
  const all = new Statement(database, 'select * from t union all select * from t');
  for (let turn = 0; turn < 1000; turn += 1) {
    expect(one.get([])).toStrictEqual(expected);
    expect(all.all([])).toStrictEqual([expected, expected]);
  }
  database.close();
});

it('finds nothing where there is nothing, and rows later', () => {
  const database = new DatabaseSync(':memory:');
  database.exec('create table t (id)');
  const statement = new Statement(database, 'select id from t');
  expect(statement.get([])).toBeUndefined();
  expect(statement.all([])).toEqual([]);
  database.exec('insert into t values (1)');
  expect(statement.all([])).toEqual([{ id: 1 }]);
  database.close();
});
