import { type ChildProcess, spawn } from 'node:child_process';
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
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { parse, stringify } from 'yaml';
import { findPostgres, isAlive, serverUser } from './postgres-server.ts';

/*
 * The pair of docs/examples/patroni on one machine: etcd, a Patroni with its PostgreSQL on each of
 * two addresses, and HAProxy before them. Only addresses, folders and what a caller changes differ
 * from the files.
 */

const EXAMPLES = fileURLToPath(new URL('../../docs/examples/patroni/', import.meta.url));
const PATIENCE_MS = 120_000;
const LOOK_MS = 50;

const [patroni, etcd, haproxy] = ['patroni', 'etcd', 'haproxy'].map(programOf);
const [bin] = [findPostgres() ?? '', ...debianFolders()].filter((folder) =>
  // Not every package of PostgreSQL has all its programs.
  ['pg_basebackup', 'pg_rewind', 'pg_controldata'].every((name) => existsSync(join(folder, name))),
);

function debianFolders(): string[] {
  const all = '/usr/lib/postgresql';
  return existsSync(all) ? readdirSync(all).map((version) => join(all, version, 'bin')) : [];
}

function programOf(name: string): string | undefined {
  return [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin']
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

/** Why there can be no such pair here; undefined where there can. */
export const noPatroni: string | undefined =
  process.platform === 'linux' && patroni && etcd && haproxy && bin
    ? undefined
    : 'not everything was found: install the packages patroni, etcd-server, haproxy and postgresql';

/** Where everything is required, what is missing is a failure. */
if (noPatroni !== undefined) {
  if (process.env.TENON_REQUIRE === 'all') throw new Error(noPatroni);
  console.warn(`not run on a pair of Patroni: ${noPatroni}`);
}

/** Each of the addresses that the files of the example have by name. */
export interface Addresses {
  /** Of HAProxy, which is the one that clients know. */
  readonly db: string;
  readonly etcd: string;
  readonly a: string;
  readonly b: string;
}

// biome-ignore lint/suspicious/noExplicitAny: what the file has
export type PatroniConfig = any;

export interface PairOptions {
  /** What is to be different from the example. */
  readonly change?: (config: PatroniConfig) => void;
  /** By default of loopback, and of no other process. */
  readonly addresses?: Addresses;
  /** What a command of a node begins with, such as what leads into its network. */
  readonly within?: (node: 'a' | 'b') => readonly string[];
}

/** A machine of the pair. */
export interface PairNode {
  readonly name: 'a' | 'b';
  readonly address: string;
  /** The processes of its PostgreSQL, and that of Patroni. */
  postgres(): number[];
  patroni(): number[];
  start(): void;
  /** What Patroni says at a path, such as `/primary`; 0 when it says nothing. */
  status(path: string): Promise<number>;
}

export interface PatroniPair {
  readonly folder: string;
  readonly addresses: Addresses;
  readonly a: PairNode;
  readonly b: PairNode;
  /** Behind HAProxy. */
  url(database: string): string;
  /** The current primary and the other; waits until both are there, and the other is synchronous. */
  roles(): Promise<{ primary: PairNode; standby: PairNode }>;
  /** Has Patroni make the standby the primary, in order. */
  switchOver(): Promise<void>;
  /** Asks a server as its superuser; by default the one that the proxy leads to. */
  ask(node: PairNode | undefined, sql: string): Promise<pg.QueryResult>;
  readonly etcd: Service;
  readonly haproxy: Service;
  remove(): Promise<void>;
}

/** A program of the pair. */
export interface Service {
  start(): void;
  kill(): Promise<void>;
}

/** Every process has its own part of 127.0.0.0/8, so that ports are those of the example. */
function ownAddresses(): Addresses {
  const net = `127.${1 + (process.pid % 250)}.${Math.floor(process.pid / 250) % 250}`;
  return { db: `${net}.1`, etcd: `${net}.1`, a: `${net}.2`, b: `${net}.3` };
}

/** Starts the pair; resolves when the standby is synchronous. */
export async function startPatroni({
  change = () => {},
  addresses = ownAddresses(),
  within = () => [],
}: PairOptions = {}): Promise<PatroniPair> {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-patroni-'));
  const { uid, gid } = serverUser();
  const own = (path: string) => {
    if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
    return path;
  };
  own(folder);
  const addressed = (text: string) =>
    text.replaceAll(/\b(db|etcd|a|b)\.example\b/g, (_, name: keyof Addresses) => addresses[name]);

  function service(name: string, [program = '', ...args]: readonly string[], as = serverUser()) {
    let child: ChildProcess | undefined;
    const log = openSync(join(folder, `${name}.log`), 'a');
    return {
      get pid() {
        return child?.pid;
      },
      start() {
        child = spawn(program, args, {
          ...as,
          cwd: folder,
          env: { PATH: process.env.PATH, HOME: folder },
          stdio: ['ignore', log, log],
        });
        child.on('error', () => {});
      },
      async kill() {
        const { pid } = child ?? {};
        if (pid === undefined) return;
        child?.kill('SIGKILL');
        while (isAlive(pid)) await sleep(10);
      },
    };
  }

  function node(name: 'a' | 'b') {
    const address = addresses[name];
    const home = own(mkdirOf(join(folder, name)));
    const config = parse(addressed(readFileSync(join(EXAMPLES, 'patroni.yml'), 'utf8')));
    config.name = name;
    config.restapi = { listen: `${address}:8008`, connect_address: `${address}:8008` };
    const { postgresql } = config;
    postgresql.listen = `${address}:5432`;
    postgresql.connect_address = `${address}:5432`;
    postgresql.data_dir = join(home, 'data');
    postgresql.bin_dir = bin;
    postgresql.parameters = { unix_socket_directories: home, shared_buffers: '64MB' };
    change(config);
    const file = join(home, 'patroni.yml');
    writeFileSync(file, stringify(config));
    const lead = within(name);
    // Whoever leads into another network does it as root.
    const as = lead.length > 0 ? {} : serverUser();
    const patroniOf = service(`patroni-${name}`, [...lead, patroni ?? '', file], as);
    return {
      name,
      address,
      postgres() {
        const postmaster = postmasterIn(postgresql.data_dir);
        return postmaster === undefined ? [] : [postmaster, ...childrenOf(postmaster)];
      },
      patroni: () => (patroniOf.pid !== undefined && isAlive(patroniOf.pid) ? [patroniOf.pid] : []),
      start: () => patroniOf.start(),
      end: () => patroniOf.kill(),
      async status(path: string) {
        const url = `http://${address}:8008${path}`;
        const signal = AbortSignal.timeout(2_000);
        return fetch(url, { signal }).then(
          async (answer) => {
            await answer.body?.cancel();
            return answer.status;
          },
          () => 0,
        );
      },
    };
  }

  const a = node('a');
  const b = node('b');
  const etcdUrl = `http://${addresses.etcd}:2379`;
  const peerUrl = `http://${addresses.etcd}:2380`;
  const etcdService = service('etcd', [
    etcd ?? '',
    ...['--name=etcd', `--data-dir=${join(folder, 'etcd')}`],
    ...[`--listen-client-urls=${etcdUrl}`, `--advertise-client-urls=${etcdUrl}`],
    ...[`--listen-peer-urls=${peerUrl}`, `--initial-advertise-peer-urls=${peerUrl}`],
    `--initial-cluster=etcd=${peerUrl}`,
  ]);
  const proxyFile = join(folder, 'haproxy.cfg');
  writeFileSync(proxyFile, addressed(readFileSync(join(EXAMPLES, 'haproxy.cfg'), 'utf8')));
  const haproxyService = service('haproxy', [haproxy ?? '', '-db', '-f', proxyFile]);

  const pair: PatroniPair = {
    ...{ folder, addresses, a, b, etcd: etcdService, haproxy: haproxyService },
    url: (database) => `postgres://tenon:tenon@${addresses.db}:5432/${database}`,
    roles: () =>
      until('a primary and its synchronous standby', async () => {
        const [isA, isB] = await Promise.all([a, b].map((each) => each.status('/primary')));
        const [primary, standby] = isA === 200 ? [a, b] : [b, a];
        if (isA !== 200 && isB !== 200) return undefined;
        if ((await standby.status('/synchronous')) !== 200) return undefined;
        return { primary, standby };
      }),
    async switchOver() {
      const { primary, standby } = await pair.roles();
      const answer = await fetch(`http://${primary.address}:8008/switchover`, {
        method: 'POST',
        body: JSON.stringify({ leader: primary.name, candidate: standby.name }),
      });
      if (answer.status !== 200) throw new Error(`no switchover: ${await answer.text()}`);
      await answer.text();
    },
    async ask(node, sql) {
      const address = node?.address ?? addresses.db;
      const client = new pg.Client(`postgres://postgres:change-me-1@${address}:5432/postgres`);
      client.on('error', () => {});
      await client.connect();
      try {
        return await client.query(sql);
      } finally {
        await client.end();
      }
    },
    async remove() {
      await haproxyService.kill();
      await Promise.all([a.end(), b.end(), etcdService.kill()]);
      for (const each of [a, b]) {
        const running = each.postgres();
        for (const pid of running) kill(pid, 'SIGQUIT');
        for (const pid of running) while (isAlive(pid)) await sleep(10);
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    etcdService.start();
    await until('etcd', async () => (await statusOf(`${etcdUrl}/health`)) === 200 || undefined);
    a.start();
    await until('a primary', async () => (await a.status('/primary')) === 200 || undefined);
    b.start();
    haproxyService.start();
    // Without a standby this would wait for one.
    await pair.roles();
    await pair.ask(a, `create role tenon login createdb password 'tenon'`);
    return pair;
  } catch (error) {
    const said = ['patroni-a', 'patroni-b', 'etcd', 'haproxy'].map(
      (name) => `${name}:\n${readFileSync(join(folder, `${name}.log`), 'utf8').slice(-2_000)}`,
    );
    await pair.remove();
    throw new Error([String(error), ...said].join('\n'));
  }
}

const statusOf = (url: string): Promise<number> =>
  fetch(url).then(
    ({ status }) => status,
    () => 0,
  );

export type Signal = 'SIGKILL' | 'SIGQUIT' | 'SIGSTOP' | 'SIGCONT';

/** Sends a signal to a process that may have gone by itself. */
export function kill(pid: number, signal: Signal): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has gone.
  }
}

/** Resolves to what `look` finds; asks again while that is undefined. */
async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const late = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > late) throw new Error(`there is not ${what}`);
    await sleep(LOOK_MS);
  }
}

function mkdirOf(path: string): string {
  mkdirSync(path, { mode: 0o700 });
  return path;
}

function postmasterIn(data: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return isAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const [, , ppid] = readFileSync(`/proc/${name}/stat`, 'latin1')
        .replace(/^.*\)/s, ')')
        .split(' ');
      return Number(ppid) === parent ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}
