import { expect, it, vi } from 'vitest';
import { migrations } from '#store/migrations.ts';
import { schemaSql } from '#store/postgres/schema.ts';
import { beginning } from '#store/postgres/session.ts';
import { db, PostgresStatements } from '#store/postgres/statements.ts';
import type { Query } from '#store/query.ts';
import type { Program } from '../clients/lib/child.ts';
import { suiteOf } from '../clients/lib/suite.ts';
import { noPostgres } from '../support/postgres.ts';
import { parse, parserProgram, type Verdict } from './parser.ts';
import { sentToPostgres } from './sent.ts';

/**
 * SQL is kept to what PostgreSQL-compatible distributed databases run (docs/scale.md). CockroachDB's
 * own parser says what it does not understand; what it cannot see (a function or a type that the
 * database behind it has not got) is on the short list of what may be used at all.
 */

/** Every query that a module declares, whether or not a test runs it. */
const declared = vi.hoisted((): unknown[] => []);
vi.mock('#store/query.ts', async (original) => {
  const actual = await original<typeof import('#store/query.ts')>();
  const noting =
    <A extends unknown[], Q>(declare: (...args: A) => Q) =>
    (...args: A) => {
      const query = declare(...args);
      declared.push(query);
      return query;
    };
  return {
    ...actual,
    query: noting(actual.query as never),
    lockingQuery: noting(actual.lockingQuery as never),
    claimingQuery: noting(actual.claimingQuery as never),
  };
});

const NOTIFY = 'select pg_notify($1, $2)';

/**
 * Statements that a database may lack. Without them Tenon polls, and plans and timeouts are the
 * database's choice.
 */
const CAN_DO_WITHOUT = [
  'set enable_seqscan = off',
  'set jit = off',
  'set lock_timeout = 250',
  'set idle_in_transaction_session_timeout = 15000',
  'listen tenon_intents',
  NOTIFY,
];

/** All that statements may use. CockroachDB and YugabyteDB have each of these. */
const MAY_USE = [
  ...['BEGIN', 'COMMIT', 'ROLLBACK', 'SELECT', 'INSERT', 'UPDATE', 'DELETE'].map(statement),
  ...['CREATE TABLE', 'CREATE INDEX', 'DROP INDEX', 'ALTER TABLE'].map(statement),
  ...['SAVEPOINT', 'RELEASE', 'ROLLBACK TO SAVEPOINT'].map(statement),
  'alter AddColumn',
  'type STRING',
  'type INT8',
  'type FLOAT8',
  'lock FOR UPDATE',
  'lock FOR UPDATE SKIP LOCKED',
  ...[
    'count',
    'sum',
    'length',
    'replace',
    'current_schema',
    'current_setting',
    'pg_backend_pid',
    'clock_timestamp',
    'extract',
  ].map((name) => `function ${name}`),
];

function statement(tag: string): string {
  return `statement ${tag}`;
}

const wrong = (verdicts: readonly Verdict[]) =>
  verdicts.flatMap(({ sql, refusal, uses }) => {
    if (refusal !== undefined) return [`${refusal}: ${sql}`];
    const unknown = uses.filter((use) => !MAY_USE.includes(use));
    return unknown.length > 0 ? [`${unknown.join(', ')}: ${sql}`] : [];
  });

let parser: Program;
const ready = async () => {
  parser = await parserProgram();
};

suiteOf('what CockroachDB understands', ready, () => {
  it('each step of the schema', async () => {
    const steps = migrations.flatMap(({ statements }) => statements(db));
    const texts = steps.map((step) => schemaSql(step, true));
    expect(texts.length).toBeGreaterThan(100);
    expect(wrong(await parse(parser, texts))).toEqual([]);
  });

  it('each query that is declared, with and without its locks', async () => {
    await import('#server.ts');
    const compiled = new PostgresStatements();
    const texts = (declared as Query<unknown, unknown>[]).flatMap((query) => {
      const forms = [compiled.declared(query)];
      if (query.locks !== 'none') forms.push(compiled.unlocked(query), compiled.lock(query));
      return forms.map(({ statement: { text } }) => text);
    });
    expect(texts.length).toBeGreaterThan(200);
    expect(wrong(await parse(parser, texts))).toEqual([]);
  });

  it.skipIf(noPostgres)(
    'all that is sent to a database which lacks what can be done without',
    { timeout: 120_000 },
    async () => {
      const sent = await sentToPostgres(CAN_DO_WITHOUT);
      expect(sent.length).toBeGreaterThan(300);
      // A process that cannot listen does not notify either.
      expect(CAN_DO_WITHOUT.filter((sql) => !sent.includes(sql))).toEqual([NOTIFY]);
      const needed = sent.filter((sql) => !CAN_DO_WITHOUT.includes(sql));
      expect(wrong(await parse(parser, needed))).toEqual([]);
    },
  );

  it('a beginning with the settings of its transaction', async () => {
    const session = {
      pooled: true,
      ofTransaction: ['lock_timeout = 250', 'jit = off'],
      knowsLockTimeout: true,
    };
    const statements = beginning(session, 'begin isolation level serializable').split('; ');
    const verdicts = await parse(parser, statements);
    expect(verdicts.map(({ refusal, uses }) => refusal ?? uses.join())).toEqual([
      'statement BEGIN',
      'statement SET',
      'statement SET',
    ]);
  });

  it('and not what it lacks', async () => {
    const slips = [
      'listen tenon_intents',
      'create trigger t after insert on vpc execute function f()',
      'select pg_advisory_xact_lock(1)',
      `select nextval('ids') from (select id from vpc) v`,
      'create table a (id bigserial primary key)',
      'create table a (id bigint generated always as identity)',
      'create table a (b jsonb not null)',
      'alter table vpc drop column name',
      'truncate vpc',
      'select id from vpc for share',
      'create table a (id text collate "C")',
    ];
    expect(wrong(await parse(parser, slips)).map((line) => line.split(': ').at(-1))).toEqual(slips);
  });
});
