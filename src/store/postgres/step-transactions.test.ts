import { describe, expect, it } from 'vitest';
import { migrations } from '../migrations.ts';
import { schemaSql } from './schema.ts';
import { db } from './statements.ts';
import { stepTransactions } from './step-transactions.ts';

/*
 * Written apart from what splits the steps: what no transaction may hold for a database that changes
 * its schema only after the commit.
 */

/** The names that a transaction drops and makes, or adds and names in a predicate or in rows. */
function breaks(texts: readonly string[]): string[] {
  return texts.flatMap((text, at) => {
    const before = texts.slice(0, at).join('\n');
    const made = /^create .*?(?:index|table) .*?"(\w+)"/.exec(text)?.[1];
    const again = made !== undefined && before.includes(`drop index if exists "${made}"`);
    const added = [...before.matchAll(/add column if not exists "(\w+)"/g)].map(
      ([, name = '']) => name,
    );
    const where = /^create/.test(text) ? (text.split(' where ')[1] ?? '') : text;
    const rows = /^alter/.test(text) ? '' : where;
    return [...(again ? [made] : []), ...added.filter((name) => rows.includes(`"${name}"`))];
  });
}

const textsOf = (step: (typeof migrations)[number]) =>
  step.statements(db).map((statement) => schemaSql(statement, false));

describe('a transaction of a step', () => {
  it.each(migrations)('$name', (step) => {
    const transactions = stepTransactions(textsOf(step));
    expect(transactions.flat()).toEqual(textsOf(step));
    expect(transactions.flatMap(breaks)).toEqual([]);
  });

  it('would otherwise drop and make a name, or name a new column', () => {
    const whole = migrations.filter((step) => breaks(textsOf(step)).length > 0);
    expect(whole.map(({ name }) => name.slice(0, 3))).toEqual(
      expect.arrayContaining(['005', '014']),
    );
  });
});
