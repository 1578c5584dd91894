/**
 * What isolates tests: a new account, and a snapshot of 10,000 interfaces, saved and restored. The
 * longest turn of the event loop says how long nobody else was answered meanwhile. Goals on SQLite:
 * an account in less than 10 ms, each half of a snapshot in less than a second.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createServer } from '#server.ts';
import { filledPostgres, filledSqlite } from './lib/growth-worlds.ts';
import { median } from './lib/measure.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 9);
const INTERFACES = Number(process.env.BENCH_INTERFACES ?? 10_000);
const filled = process.argv[2] === 'postgres' ? filledPostgres : filledSqlite;

const { stores, remove } = await filled([INTERFACES]);
const [{ url: store } = { url: 'memory' }] = stores;
const server = createServer({ store });
const url = await server.listen('127.0.0.1', 0);

async function post(path: string): Promise<void> {
  const response = await fetch(`${url}/_tenon/${path}`, { method: 'POST' });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${path}: ${answer}`);
}

/** Prints how long a call takes by its median, and the longest turn of all. */
async function time(title: string, path: string): Promise<void> {
  await post(path);
  const turns = monitorEventLoopDelay({ resolution: 1 });
  turns.enable();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    await post(path);
    times.push(performance.now() - began);
  }
  turns.disable();
  const longest = turns.max / 1e6;
  console.log(
    `${title.padEnd(40)} ${median(times).toFixed(1).padStart(8)} ms   longest turn ${longest.toFixed(0)} ms`,
  );
}

try {
  await time('a new account', 'accounts');
  await time(`${INTERFACES} interfaces saved`, 'snapshots/bench');
  await time(`${INTERFACES} interfaces restored`, 'snapshots/bench/restore');
} finally {
  await server.close();
  await remove();
}
