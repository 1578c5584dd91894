import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_ACCOUNT } from '../../src/world/defaults.ts';
import {
  findPostgres,
  noPostgres,
  type PostgresServer,
  startPostgres,
} from '../../test/support/postgres-server.ts';
import { PROCESSES } from './options.ts';
import { type Serving, serving } from './serving.ts';
import { signedGet } from './sign.ts';

export const CONNECTIONS = 64;
const PER_CONNECTION = 16;

/** Tenon on a durable store: processes that serve, and what to ask them. */
export interface Tenon {
  readonly processes: readonly Serving[];
  /** The database that they share, where it is one. */
  readonly postgres?: PostgresServer;
  /**
   * Signed requests for 64 connections: each attaches 16 interfaces of its own and detaches them
   * again, so that each has settled before its next turn. One that came too early would be refused.
   */
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
    return await work({ processes, requests: attachAndDetach(ports, first.pairs ?? []) });
  } finally {
    await Promise.all(processes.map((each) => each.stop()));
  }
}

/** For each connection, by what it asks; the generator deals connections out to ports in turn. */
export function attachAndDetach(
  ports: readonly number[],
  pairs: readonly (readonly [string, string])[],
): string[][] {
  return Array.from({ length: CONNECTIONS }, (_, connection) => {
    const own = pairs.slice(connection * PER_CONNECTION, (connection + 1) * PER_CONNECTION);
    const host = `127.0.0.1:${ports[connection % ports.length]}`;
    return ['AttachNetworkInterface', 'DetachNetworkInterface'].flatMap((Action) =>
      own.map(([NetworkInterfaceId, InstanceId]) =>
        signedGet(host, DEFAULT_ACCOUNT, 'vpc', { Action, NetworkInterfaceId, InstanceId }),
      ),
    );
  });
}
