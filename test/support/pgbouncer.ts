import { spawn } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, serverUser } from './postgres-server.ts';

/** A pgbouncer of a test's own, in front of one PostgreSQL. */
export interface Pgbouncer {
  readonly port: number;
  /** The URL of a database behind it. */
  url(database: string): string;
  remove(): Promise<void>;
}

export interface PgbouncerSettings {
  /** Where PostgreSQL listens on 127.0.0.1. */
  readonly port: number;
  readonly poolMode?: 'transaction' | 'session' | 'statement';
  /** How many connections to the server all clients of one database share. */
  readonly poolSize?: number;
  /** Further lines of its configuration. */
  readonly more?: readonly string[];
}

const PATIENCE_MS = 60_000;

const program = [
  process.env.TENON_PGBOUNCER ?? '',
  ...[...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'].map((folder) =>
    join(folder, 'pgbouncer'),
  ),
].find((path) => path !== '' && existsSync(path));

/** Why there can be no pgbouncer here; undefined where there can. */
export const noPgbouncer: string | undefined =
  program === undefined ? 'no pgbouncer was found: install the package pgbouncer' : undefined;

/** Where everything is required, what is missing is a failure. */
if (noPgbouncer !== undefined) {
  if (process.env.TENON_REQUIRE === 'all') throw new Error(noPgbouncer);
  console.warn(`not run behind a pooler: ${noPgbouncer}`);
}

export async function startPgbouncer({
  port: serverPort,
  poolMode = 'transaction',
  poolSize = 4,
  more = [],
}: PgbouncerSettings): Promise<Pgbouncer> {
  if (program === undefined) throw new Error(noPgbouncer);
  const folder = mkdtempSync(join(tmpdir(), 'tenon-pgbouncer-'));
  const owner = serverUser();
  if (owner.uid !== undefined && owner.gid !== undefined) {
    chownSync(folder, owner.uid, owner.gid);
  }
  const port = await freePort();
  const file = join(folder, 'pgbouncer.ini');
  const settings = [
    '[databases]',
    `* = host=127.0.0.1 port=${serverPort} user=tenon`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = any',
    `pool_mode = ${poolMode}`,
    `default_pool_size = ${poolSize}`,
    'max_client_conn = 1000',
    // Clients learn soon that a server has gone away, and one that comes back is found soon.
    'query_wait_timeout = 5',
    'server_login_retry = 1',
    ...more,
  ];
  writeFileSync(file, settings.join('\n'));
  const log = join(folder, 'log');
  const out = openSync(log, 'a');
  const child = spawn(program, [file], { ...owner, cwd: folder, stdio: ['ignore', out, out] });
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const until = Date.now() + PATIENCE_MS;
  while (!(await accepts(port))) {
    if (child.exitCode !== null || Date.now() > until) {
      throw new Error(`pgbouncer does not start:\n${readFileSync(log, 'utf8')}`);
    }
    await sleep(20);
  }
  return {
    port,
    url: (database) => `postgres://tenon@127.0.0.1:${port}/${database}`,
    async remove() {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((known) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      known(true);
    });
    socket.once('error', () => known(false));
  });
}
