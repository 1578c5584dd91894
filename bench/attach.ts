/**
 * Signed attach and detach requests per second on a durable store, beside the bare `node:http`
 * server under the same generator in the same run. 64 connections; each alternates attach and
 * detach over interfaces of its own, so that each has settled before its next turn: a request that
 * came too early would be refused, and any refusal fails the run. Goal on SQLite: 0.25.
 *
 * The store is a SQLite file, or with `postgres` as argument a PostgreSQL of the benchmark's own,
 * on which BENCH_PROCESSES processes serve.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_ACCOUNT } from '../src/world/defaults.ts';
import { findPostgres, noPostgres, startPostgres } from '../test/support/postgres-server.ts';
import type { Result } from './lib/generator.ts';
import { load } from './lib/load.ts';
import { median } from './lib/measure.ts';
import { signedGet } from './lib/sign.ts';

const CONNECTIONS = 64;
const PER_CONNECTION = 16;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 5);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const PROCESSES = Number(process.env.BENCH_PROCESSES ?? 1);
const postgres = process.argv[2] === 'postgres';

const HELLO = Array.from({ length: CONNECTIONS }, () => ['GET / HTTP/1.1\r\nHost: x\r\n\r\n']);

interface Served {
  readonly child: ChildProcess;
  readonly port: number;
  /** Processes beside the first, on the same store. */
  readonly others: readonly Served[];
  /** Pairs of an interface and an instance. */
  readonly pairs: readonly (readonly [string, string])[];
}

const ratios: number[] = [];
console.log(
  '| round | node:http, requests/s | Tenon, attach+detach/s | ratio | p50, ms | p99, ms | node:http, CPU µs each | Tenon, CPU µs each |',
);
console.log('|---|---|---|---|---|---|---|---|');
for (let round = 1; round <= ROUNDS; round += 1) {
  const hello = await measure('hello.ts', () => HELLO);
  const tenon = postgres ? await onPostgres() : await onSqlite();
  const refused = Object.keys(tenon.statuses).filter((status) => status !== '200');
  if (refused.length > 0) throw new Error(`not all were carried out: ${tenon.firstFailure}`);
  const ratio = tenon.perSecond / hello.perSecond;
  ratios.push(ratio);
  console.log(
    `| ${round} | ${hello.perSecond.toFixed(0)} | ${tenon.perSecond.toFixed(0)} | ${ratio.toFixed(3)} | ${tenon.p50.toFixed(1)} | ${tenon.p99.toFixed(1)} | ${hello.cpuMicros.toFixed(0)} | ${tenon.cpuMicros.toFixed(0)} |`,
  );
}
console.log(`\nmedian ratio ${median(ratios).toFixed(3)}${postgres ? '' : ' (goal 0.25)'}`);

async function onSqlite(): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-bench-'));
  try {
    return await measure('attach-server.ts', attachAndDetach, {
      store: `sqlite:${join(folder, 'tenon.db')}`,
      warmUpSeconds: 2,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onPostgres(): Promise<Measured> {
  const bin = findPostgres();
  if (bin === undefined) throw new Error(noPostgres);
  const server = await startPostgres({ bin, durable: true });
  try {
    const store = server.url('postgres');
    return await measure('attach-server.ts', attachAndDetach, { store, warmUpSeconds: 2 });
  } finally {
    await server.remove();
  }
}

type Measured = Result & { cpuMicros: number };

async function measure(
  server: string,
  requests: (served: Served) => readonly (readonly string[])[],
  { store = '', warmUpSeconds = 1 } = {},
): Promise<Measured> {
  const served = await start(server, { BENCH_STORE: store });
  const others = [];
  for (let n = 1; store !== '' && n < PROCESSES; n += 1) {
    others.push(await start(server, { BENCH_STORE: store, BENCH_JOIN: 'yes' }));
  }
  const all = [served, ...others];
  try {
    const ports = all.map(({ port }) => port);
    const job = {
      ports,
      seconds: SECONDS,
      warmUpSeconds,
      requests: requests({ ...served, others }),
    };
    const cpu = () => all.reduce((sum, { child }) => sum + cpuMicrosOf(child), 0);
    const before = cpu();
    const result = await load(job);
    // The warm-up's requests are not counted, but were as many by the second.
    const requestsInAll = result.perSecond * (SECONDS + warmUpSeconds);
    return { ...result, cpuMicros: (cpu() - before) / requestsInAll };
  } finally {
    await Promise.all(
      all.map(({ child }) => {
        const ended = new Promise((done) => child.once('exit', done));
        child.disconnect();
        return ended;
      }),
    );
  }
}

/** User and system time of a process, all threads, in microseconds. */
function cpuMicrosOf({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? [];
  const TICK_MICROS = 10_000;
  return (Number(fields[11]) + Number(fields[12])) * TICK_MICROS;
}

function start(server: string, env: Readonly<Record<string, string>>): Promise<Served> {
  const profile = process.env.BENCH_PROFILE;
  const child = fork(new URL(`./lib/${server}`, import.meta.url).pathname, [], {
    env: { ...process.env, ...env },
    execArgv: profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [],
  });
  return new Promise((done, failed) => {
    child.once('message', (message: Omit<Served, 'child' | 'others'>) =>
      done({ ...message, child, others: [] }),
    );
    child.once('exit', (code) => failed(new Error(`${server} ended with ${code}`)));
  });
}

function attachAndDetach({ port, others, pairs }: Served): string[][] {
  const ports = [port, ...others.map((other) => other.port)];
  const request = (
    host: string,
    Action: string,
    [NetworkInterfaceId, InstanceId]: readonly [string, string],
  ) => signedGet(host, DEFAULT_ACCOUNT, 'vpc', { Action, NetworkInterfaceId, InstanceId });
  return Array.from({ length: CONNECTIONS }, (_, connection) => {
    const own = pairs.slice(connection * PER_CONNECTION, (connection + 1) * PER_CONNECTION);
    const host = `127.0.0.1:${ports[connection % ports.length]}`;
    return [
      ...own.map((pair) => request(host, 'AttachNetworkInterface', pair)),
      ...own.map((pair) => request(host, 'DetachNetworkInterface', pair)),
    ];
  });
}
