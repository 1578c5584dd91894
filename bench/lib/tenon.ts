import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  findPostgres,
  noPostgres,
  type PostgresServer,
  startPostgres,
} from '#test/support/postgres-server.ts';
import { PROCESSES } from './options.ts';
import type { Pair } from './pairs.ts';
import { attachAndDetach } from './requests.ts';
import { type Serving, serving } from './serving.ts';

/** Tenon on a durable store: the processes that serve, and the requests to send. */
export interface Tenon {
  readonly processes: readonly Serving[];
  /** The database that they share, where it is one. */
  readonly postgres?: PostgresServer;
  /** Interfaces with an instance for each. */
  readonly pairs: readonly Pair[];
  /** Attaches and detaches, one list per connection. */
  readonly requests: readonly (readonly string[])[];
}

/** Runs `work` with one process on a SQLite file. */
export async function onSqlite<T>(work: (tenon: Tenon) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-bench-'));
  try {
    return await serve(`sqlite:${join(folder, 'tenon.db')}`, 1, work);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs `work` with BENCH_PROCESSES processes on a PostgreSQL of its own. */
export async function onPostgres<T>(work: (tenon: Tenon) => Promise<T>): Promise<T> {
  const bin = findPostgres();
  if (bin === undefined) throw new Error(noPostgres);
  const postgres = await startPostgres({ bin, durable: true });
  try {
    return await serve(postgres.url('postgres'), PROCESSES, (tenon) =>
      work({ ...tenon, postgres }),
    );
  } finally {
    await postgres.remove();
  }
}

async function serve<T>(
  store: string,
  count: number,
  work: (tenon: Tenon) => Promise<T>,
): Promise<T> {
  const first = await serving('attach-server.ts', { BENCH_STORE: store });
  const processes = [first];
  try {
    while (processes.length < count) {
      const env = { BENCH_STORE: store, BENCH_JOIN: 'yes' };
      processes.push(await serving('attach-server.ts', env));
    }
    const ports = processes.map(({ port }) => port);
    const { pairs = [] } = first;
    return await work({ processes, pairs, requests: attachAndDetach(ports, pairs) });
  } finally {
    await Promise.all(processes.map((each) => each.stop()));
  }
}
