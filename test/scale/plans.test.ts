import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { RESOURCE_TABLES } from '#core/resources.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { makeWorld } from '#world/make.ts';
import { fill } from '../../bench/lib/fill.ts';
import { allRequired } from '../support/extent.ts';
import { dropDatabase, emptyDatabase, noPostgres } from '../support/postgres.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { callEverything } from './everything.ts';
import { LISTINGS, type Listing } from './filters.ts';
import { type Run, read, SMALL } from './whole-reads.ts';

/*
 * No statement on a request's way, or on the reconciler's, reads a whole table: its cost must not
 * grow with the world. The statements are those that the server really prepared, and the world is
 * one with very many interfaces, nearly all of one account.
 */

const INTERFACES = allRequired ? 1_000_000 : 100_000;
const SHAPE = { interfaces: INTERFACES, accountId: DEFAULT_ACCOUNT.id, region: 'cn-beijing' };
const MANY = 10 * INTERFACES;
const WORLD = makeWorld({
  quotas: {
    Vpcs: MANY,
    SecurityGroups: MANY,
    Instances: MANY,
    NetworkInterfaces: MANY,
    Eips: MANY,
  },
});
/**
 * What the plan reads that is no table: constants, and the rows that a subquery has found, up to a
 * limit.
 */
const BOUNDED = ['CONSTANT', 'counted'];

const isAboutRows = (sql: string) => /^(select|update|delete)/i.test(sql);

/** `order by <indexed> limit 1` reads one row of the index, though it has no condition. */
const isTableEnd = (sql: string) => /order by "due_at" limit (\?|\$1)$/.test(sql);

describe(`SQLite with ${INTERFACES} interfaces`, { timeout: 240_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-plans-'));
  const path = join(folder, 'tenon.db');
  const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare');
  const listed = new Map<Listing, string[]>();
  let statements: string[] = [];
  let prepared: string[] = [];
  let plan: (sql: string) => string[] = () => [];

  beforeAll(async () => {
    await fill(`sqlite:${path}`, SHAPE);
    prepare.mockClear();
    const server = await startServer({ store: `sqlite:${path}`, world: WORLD });
    for (const listing of LISTINGS) {
      const before = prepare.mock.calls.length;
      await list(server, listing);
      listed.set(listing, sqlOf(prepare.mock.calls.slice(before)));
    }
    await callEverything(server);
    await server.close();
    statements = [...new Set(sqlOf(prepare.mock.calls))];
    prepared = prepare.mock.calls.map(([sql]) => sql);
    const database = new DatabaseSync(path, { readOnly: true });
    plan = (sql) =>
      (database.prepare(`explain query plan ${sql}`).all() as { detail: string }[]).map(
        ({ detail }) => detail,
      );
  }, 240_000);

  afterAll(() => {
    prepare.mockRestore();
    rmSync(folder, { recursive: true, force: true });
  });

  it('finds every row by an index', () => {
    const scans = statements.flatMap((sql) =>
      plan(sql)
        .filter((detail) => isScan(detail) && !isTableEnd(sql))
        .map((detail) => `${detail}: ${sql}`),
    );
    expect(statements.length).toBeGreaterThan(60);
    expect(scans).toEqual([]);
  });

  it('has run statements about every kind of resource', () => {
    const all = prepared.join('\n');
    const unread = RESOURCE_TABLES.filter(
      (table) => !all.includes(`insert into "${table}"`) || !all.includes(`from "${table}"`),
    );
    const what = 'have test/scale/everything.ts make, list and change one of each of these';
    expect(unread, what).toEqual([]);
  });

  it.each(LISTINGS.map(titled))('finds those with %s by the index for it', (_, listing) => {
    const lists = (listed.get(listing) ?? []).filter(isList);
    expect(lists.length).toBeGreaterThan(0);
    for (const sql of lists) expect(plan(sql).join('\n')).toContain(`INDEX ${listing.index} `);
  });
});

const sqlOf = (calls: readonly (readonly [string, ...unknown[]])[]) =>
  calls.map(([sql]) => sql).filter(isAboutRows);

function isScan(detail: string): boolean {
  const [, table = ''] = /^SCAN (?:TABLE )?(\w+)/.exec(detail) ?? [];
  return table !== '' && ![...BOUNDED, ...SMALL].includes(table);
}

const titled = (listing: Listing): [string, Listing] => [JSON.stringify(listing.input), listing];

/** The statements that find interfaces, or count them one by one. */
const isList = (sql: string) => /^select ("network_interface"\.\*|count\(\*\))/.test(sql);

const list = (server: TestServer, { input }: Listing) =>
  server.client.ok('vpc', 'DescribeNetworkInterfaces', { MaxResults: 100, ...input });

/**
 * Statements that read all resources of a type of one account: docs/limits.md says what they cost.
 */
const GROWS = [
  /^select count\(\*\) as "total" from "instance"/,
  /^select count\(\*\) as "total" from "network_interface" .*"status" = /,
];

/**
 * The most rows that a statement may read. It is a little more than a subnet has, however large the
 * world is.
 */
const MOST_ROWS = 10_000;

/**
 * Autovacuum would look at the tables of one or two rows at a moment of its own, and then any plan is
 * as good as another for these.
 */
const KEEP_STATISTICS = `do $$ declare name text; begin
  for name in select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
  loop execute format('alter table %I set (autovacuum_enabled = off)', name); end loop;
end $$`;

describe.skipIf(noPostgres)(
  `PostgreSQL with ${INTERFACES} interfaces`,
  { timeout: 240_000 },
  async () => {
    const { default: pg } = await import('pg');
    const sent = vi.spyOn(pg.Client.prototype, 'query');
    const listed = new Map<Listing, Run[]>();
    let everything: Run[] = [];
    let url = '';
    let client: InstanceType<typeof pg.Client>;

    beforeAll(async () => {
      // A new one: plans also hang on what is left of rows that other tests have deleted.
      url = await emptyDatabase();
      await fill(url, SHAPE);
      client = new pg.Client(url);
      await client.connect();
      await client.query(KEEP_STATISTICS);
      sent.mockClear();
      const server = await startServer({ store: url, world: WORLD });
      for (const listing of LISTINGS) {
        sent.mockClear();
        await list(server, listing);
        listed.set(listing, runsOf(sent.mock.calls));
      }
      sent.mockClear();
      await callEverything(server);
      await server.close();
      everything = runsOf(sent.mock.calls);
      sent.mockRestore();
      // The settings that Tenon asks for.
      await client.query('set enable_seqscan = off');
      await client.query('set jit = off');
    }, 240_000);

    afterAll(async () => {
      sent.mockRestore();
      await client?.end();
      await dropDatabase(url);
    });

    it('finds every row by an index', async () => {
      const found: string[] = [];
      const grown = new Set<RegExp>();
      for (const run of everything) {
        for (const plan of ['generic', 'custom'] as const) {
          const { whole, rows } = await read(client, run, plan);
          const scans = plan === 'generic' && !isTableEnd(run.text) ? whole : [];
          found.push(...scans.map((each) => `${each}: ${run.text}`));
          const known = GROWS.find((each) => each.test(run.text));
          if (rows > MOST_ROWS && known) grown.add(known);
          if (rows > MOST_ROWS && !known) found.push(`${plan}: ${rows} rows: ${run.text}`);
        }
      }
      expect(everything.length).toBeGreaterThan(60);
      expect(found).toEqual([]);
      expect([...grown]).toEqual(expect.arrayContaining(GROWS));
    });

    it.each(LISTINGS.map(titled))('reads few rows to list those with %s', async (_, listing) => {
      const runs = (listed.get(listing) ?? []).filter(
        ({ text }) => !(listing.counts && isCount(text)),
      );
      expect(runs.length).toBeGreaterThan(0);
      for (const run of runs) {
        for (const plan of ['generic', 'custom'] as const) {
          const { rows } = await read(client, run, plan);
          expect(rows, `${plan}: ${run.text}`).toBeLessThan(MOST_ROWS);
        }
      }
    });
  },
);

const isCount = (sql: string) => sql.startsWith('select count(*)');

function runsOf(calls: readonly (readonly unknown[])[]): Run[] {
  const named = calls.map(
    ([query]) => query as { name?: string; text: string; values?: unknown[] },
  );
  const byText = new Map<string, Run>();
  for (const { name, text, values = [] } of named) {
    if (name !== undefined && isAboutRows(text)) byText.set(text, { text, values });
  }
  return [...byText.values()];
}
