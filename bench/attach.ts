/**
 * Signed attach and detach requests per second on a durable SQLite file, beside the bare
 * `node:http` server under the same generator in the same run. 64 connections; each alternates
 * attach and detach over interfaces of its own, so that each has settled before its next turn: a
 * request that came too early would be refused, and any refusal fails the run. Goal: 0.25.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_ACCOUNT } from '../src/world/defaults.ts';
import type { Result } from './lib/generator.ts';
import { load } from './lib/load.ts';
import { median } from './lib/measure.ts';
import { signedGet } from './lib/sign.ts';

const CONNECTIONS = 64;
const PER_CONNECTION = 16;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 5);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);

const HELLO = Array.from({ length: CONNECTIONS }, () => ['GET / HTTP/1.1\r\nHost: x\r\n\r\n']);

interface Served {
  readonly child: ChildProcess;
  readonly port: number;
  /** Pairs of an interface and an instance. */
  readonly pairs: readonly (readonly [string, string])[];
}

const ratios: number[] = [];
console.log(
  '| round | node:http, requests/s | Tenon, attach+detach/s | ratio | p50, ms | p99, ms |',
);
console.log('|---|---|---|---|---|---|');
for (let round = 1; round <= ROUNDS; round += 1) {
  const hello = await measure('hello.ts', () => HELLO);
  const tenon = await measure('attach-server.ts', attachAndDetach, 2);
  const refused = Object.keys(tenon.statuses).filter((status) => status !== '200');
  if (refused.length > 0) throw new Error(`not all were carried out: ${tenon.firstFailure}`);
  const ratio = tenon.perSecond / hello.perSecond;
  ratios.push(ratio);
  console.log(
    `| ${round} | ${hello.perSecond.toFixed(0)} | ${tenon.perSecond.toFixed(0)} | ${ratio.toFixed(3)} | ${tenon.p50.toFixed(1)} | ${tenon.p99.toFixed(1)} | ${hello.cpuMicros.toFixed(0)} | ${tenon.cpuMicros.toFixed(0)} |`,
  );
}
console.log(`\nmedian ratio ${median(ratios).toFixed(3)} (goal 0.25)`);

async function measure(
  server: string,
  requests: (served: Served) => readonly (readonly string[])[],
  warmUpSeconds = 1,
): Promise<Result & { cpuMicros: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-bench-'));
  const served = await start(server, folder);
  try {
    const { port, child } = served;
    const job = { port, seconds: SECONDS, warmUpSeconds, requests: requests(served) };
    const before = cpuMicrosOf(child);
    const result = await load(job);
    // The warm-up's requests are not counted, but were as many by the second.
    const requestsInAll = result.perSecond * (SECONDS + warmUpSeconds);
    return { ...result, cpuMicros: (cpuMicrosOf(child) - before) / requestsInAll };
  } finally {
    const ended = new Promise((done) => served.child.once('exit', done));
    served.child.disconnect();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** User and system time of a process, all threads, in microseconds. */
function cpuMicrosOf({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? [];
  const TICK_MICROS = 10_000;
  return (Number(fields[11]) + Number(fields[12])) * TICK_MICROS;
}

function start(server: string, folder: string): Promise<Served> {
  const profile = process.env.BENCH_PROFILE;
  const child = fork(new URL(`./lib/${server}`, import.meta.url).pathname, [], {
    env: { ...process.env, BENCH_STORE: join(folder, 'tenon.db') },
    execArgv: profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [],
  });
  return new Promise((done, failed) => {
    child.once('message', (message: Omit<Served, 'child'>) => done({ ...message, child }));
    child.once('exit', (code) => failed(new Error(`${server} ended with ${code}`)));
  });
}

function attachAndDetach({ port, pairs }: Served): string[][] {
  const host = `127.0.0.1:${port}`;
  const request = (Action: string, [NetworkInterfaceId, InstanceId]: readonly [string, string]) =>
    signedGet(host, DEFAULT_ACCOUNT, 'vpc', { Action, NetworkInterfaceId, InstanceId });
  return Array.from({ length: CONNECTIONS }, (_, connection) => {
    const own = pairs.slice(connection * PER_CONNECTION, (connection + 1) * PER_CONNECTION);
    return [
      ...own.map((pair) => request('AttachNetworkInterface', pair)),
      ...own.map((pair) => request('DetachNetworkInterface', pair)),
    ];
  });
}
