import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, vi } from 'vitest';
import { dropDatabase, freshDatabase, noPostgres } from '../support/postgres.ts';
import { startServer } from '../support/server.ts';
import { callEverything } from './everything.ts';

/** Tables that hold one row per configured thing, whatever the world's size. */
const SMALL = ['seed'];

/** What is no table: constants, and rows that a subquery has found already, up to a limit. */
const BOUNDED = ['CONSTANT', 'counted'];

/**
 * No statement on a request's way, or on the reconciler's, reads a whole table: its cost must not
 * grow with the world. The statements are those that the server really prepared.
 */
it('finds every row by an index', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-plans-'));
  const path = join(folder, 'tenon.db');
  const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare');
  try {
    const server = await startServer({ store: `sqlite:${path}` });
    await callEverything(server);
    await server.close();
    const statements = [...new Set(prepare.mock.calls.map(([sql]) => sql))].filter((sql) =>
      /^(select|update|delete)/i.test(sql),
    );
    prepare.mockRestore();
    const database = new DatabaseSync(path, { readOnly: true });
    const scans = statements.flatMap((sql) =>
      (database.prepare(`explain query plan ${sql}`).all() as { detail: string }[])
        .map(({ detail }) => detail)
        .filter((detail) => isScan(detail) && !isTableEnd(sql))
        .map((detail) => `${detail}: ${sql}`),
    );
    database.close();
    expect(statements.length).toBeGreaterThan(60);
    expect(scans).toEqual([]);
  } finally {
    prepare.mockRestore();
    rmSync(folder, { recursive: true, force: true });
  }
});

/**
 * The same in PostgreSQL: no plan reads a table, or an index, from end to end. The planner is kept
 * from reading tables whole where there is any other way, so that empty tables plan like large ones.
 */
it.skipIf(noPostgres)(
  'finds every row by an index, in PostgreSQL',
  { timeout: 120_000 },
  async () => {
    const { default: pg } = await import('pg');
    const sent = vi.spyOn(pg.Client.prototype, 'query');
    const url = await freshDatabase();
    try {
      const server = await startServer({ store: url });
      await callEverything(server);
      await server.close();
      const named = sent.mock.calls.map(
        ([query]) => query as unknown as { name?: string; text: string },
      );
      const statements = new Set(named.filter(({ name }) => name).map(({ text }) => text));
      sent.mockRestore();
      const scans = await wholeReads(
        url,
        [...statements].filter((sql) => /^(select|update|delete)/.test(sql)),
      );
      expect(statements.size).toBeGreaterThan(60);
      expect(scans).toEqual([]);
    } finally {
      sent.mockRestore();
      await dropDatabase(url);
    }
  },
);

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly PlanNode[];
}

async function wholeReads(url: string, statements: readonly string[]): Promise<string[]> {
  const { default: pg } = await import('pg');
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query('set enable_seqscan = off');
    await client.query('set plan_cache_mode = force_generic_plan');
    const found: string[] = [];
    for (const [n, sql] of statements.entries()) {
      await client.query(`prepare s${n} as ${sql}`);
      const places = new Set(sql.match(/\$\d+/g)).size;
      const nulls = Array.from({ length: places }, () => 'null').join();
      const run = `execute s${n}${places > 0 ? `(${nulls})` : ''}`;
      const { rows } = await client.query(`explain (format json) ${run}`);
      for (const node of nodesOf(rows[0]['QUERY PLAN'][0].Plan)) {
        if (isWholeRead(node) && !isPostgresTableEnd(sql)) {
          found.push(
            `${node['Node Type']} of ${node['Relation Name'] ?? node['Index Name']}: ${sql}`,
          );
        }
      }
    }
    return found;
  } finally {
    await client.end();
  }
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

function isWholeRead(node: PlanNode): boolean {
  const table = node['Relation Name'] ?? node['Index Name']?.replace(/_pkey$/, '') ?? '';
  if (SMALL.includes(table)) return false;
  if (node['Node Type'] === 'Seq Scan') return true;
  return /Index.* Scan/.test(node['Node Type']) && node['Index Cond'] === undefined;
}

const isPostgresTableEnd = (sql: string) => /order by "due_at" limit \$1$/.test(sql);

function isScan(detail: string): boolean {
  const [, table = ''] = /^SCAN (?:TABLE )?(\w+)/.exec(detail) ?? [];
  return table !== '' && !BOUNDED.includes(table) && !SMALL.includes(table);
}

/** `order by <indexed> limit 1` reads one row of the index, though SQLite calls it a scan. */
const isTableEnd = (sql: string) => /order by "due_at" limit \?$/.test(sql);
