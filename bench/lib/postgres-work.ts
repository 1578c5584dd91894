import pg from 'pg';
import { type PostgresServer, postmasterOf } from '#test/support/postgres-server.ts';
import type { Measured } from './load.ts';
import { cpuMicrosOfFamily } from './process.ts';

/** The work of the database for each request. */
export interface DatabaseWork {
  readonly cpuMicros: number;
  /**
   * Transactions that were committed, including those of the reconcilers and those that only read.
   */
  readonly commits: number;
  /** Transactions that were rolled back: they were refused, or repeated because of a conflict. */
  readonly rollbacks: number;
}

/** Runs a load, and says what the database did meanwhile for each of its requests. */
export async function databaseWork(
  server: PostgresServer,
  run: () => Promise<Measured>,
): Promise<{ result: Measured; work: DatabaseWork }> {
  const before = await taken(server);
  const result = await run();
  const after = await taken(server);
  const requests = result.answered + result.uncounted;
  const each = (what: keyof DatabaseWork) => (after[what] - before[what]) / requests;
  return {
    result,
    work: {
      cpuMicros: each('cpuMicros'),
      commits: each('commits'),
      rollbacks: each('rollbacks'),
    },
  };
}

async function taken(server: PostgresServer): Promise<DatabaseWork> {
  const client = new pg.Client(server.url('postgres'));
  await client.connect();
  try {
    const { rows } = await client.query(
      `select xact_commit as commits, xact_rollback as rollbacks from pg_stat_database
        where datname = current_database()`,
    );
    return {
      cpuMicros: cpuMicrosOfFamily(postmasterOf(server.folder) ?? 0),
      commits: Number(rows[0].commits),
      rollbacks: Number(rows[0].rollbacks),
    };
  } finally {
    await client.end();
  }
}
