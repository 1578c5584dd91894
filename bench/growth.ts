/**
 * What requests cost with 1,000, 100,000 and 1,000,000 interfaces in the store, nine tenths of them
 * of one account and VPC, and how long the start takes. Four connections in a closed loop; rounds of
 * all sizes take turns, the table shows medians. Goal: at most 1.2 times from the smallest to the
 * largest.
 *
 * The stores are SQLite files, or with `postgres` as argument databases of one PostgreSQL, whose CPU
 * time counts as the server's.
 */

import { OPERATIONS, type Operation, requestsOf } from './lib/growth-requests.ts';
import { type FilledStore, filledPostgres, filledSqlite } from './lib/growth-worlds.ts';
import { load } from './lib/load.ts';
import { median } from './lib/measure.ts';
import { ROUNDS } from './lib/options.ts';
import { packagedTenonOn } from './lib/package.ts';
import { cpuMicrosOf, cpuMicrosOfFamily, residentMiB } from './lib/process.ts';
import { type Started, startProgram } from './lib/program.ts';
import { table } from './lib/table.ts';

const SIZES = (process.env.BENCH_INTERFACES ?? '1000,100000,1000000').split(',').map(Number);
const SECONDS = 1.5;
const WARM_UP_SECONDS = 0.5;
const STARTS = 3 * ROUNDS;

interface Cost {
  readonly cpuMicros: number;
  readonly p50: number;
}

const filled =
  process.argv[2] === 'postgres' ? await filledPostgres(SIZES) : await filledSqlite(SIZES);
try {
  const starts = await startUps(filled.stores);
  const servers = await Promise.all(
    filled.stores.map(({ url }) => startProgram(packagedTenonOn(url))),
  );
  try {
    const idle = servers.map(({ memoryMiB }) => memoryMiB);
    const costs = await costsOf(servers);
    printCosts(costs);
    await printSizes({ starts, idle, used: servers.map(({ pid }) => residentMiB(pid)) });
  } finally {
    await Promise.all(servers.map((each) => each.stop()));
  }
} finally {
  await filled.remove();
}

/** Milliseconds from the spawn to the first answer, with each store. */
async function startUps(stores: readonly FilledStore[]): Promise<number[]> {
  const times: number[][] = stores.map(() => []);
  for (let round = 0; round <= STARTS; round += 1) {
    for (const [at, { url }] of stores.entries()) {
      const started = await startProgram(packagedTenonOn(url));
      await started.stop();
      if (round > 0) times[at]?.push(started.startMs); // the first fills the compile cache
    }
  }
  return times.map(median);
}

async function costsOf(servers: readonly Started[]): Promise<Map<Operation, Cost[]>> {
  const seen = new Map(OPERATIONS.map((each) => [each, servers.map((): Cost[] => [])]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [operation, bySize] of seen) {
      for (const [at, server] of servers.entries()) {
        bySize[at]?.push(await costOf(operation, server, SIZES[at] ?? 0));
      }
    }
  }
  const medianOf = (costs: readonly Cost[]): Cost => ({
    cpuMicros: median(costs.map(({ cpuMicros }) => cpuMicros)),
    p50: median(costs.map(({ p50 }) => p50)),
  });
  return new Map([...seen].map(([operation, bySize]) => [operation, bySize.map(medianOf)]));
}

async function costOf(operation: Operation, { pid, port }: Started, size: number): Promise<Cost> {
  const { databasePid } = filled;
  const cpu = () =>
    cpuMicrosOf(pid) + (databasePid === undefined ? 0 : cpuMicrosOfFamily(databasePid));
  const requests = requestsOf(operation, port, size);
  const before = cpu();
  const result = await load({
    ports: [port],
    seconds: SECONDS,
    warmUpSeconds: WARM_UP_SECONDS,
    requests,
  });
  if (result.firstFailure !== '') throw new Error(`${operation.name}: ${result.firstFailure}`);
  return { cpuMicros: (cpu() - before) / (result.answered + result.uncounted), p50: result.p50 };
}

function printCosts(costs: ReadonlyMap<Operation, readonly Cost[]>): void {
  const ratio = (values: readonly number[]) => (values.at(-1) ?? 0) / (values[0] ?? 1);
  table<[Operation, readonly Cost[]]>(
    [
      { title: 'request', of: ([{ name }]) => name },
      ...SIZES.map((size, at) => ({
        title: `CPU µs, ${size.toLocaleString('en')}`,
        of: ([, all]: [Operation, readonly Cost[]]) => all[at]?.cpuMicros ?? 0,
      })),
      { title: 'ratio', of: ([, all]) => ratio(all.map((each) => each.cpuMicros)), decimals: 2 },
      ...SIZES.map((size, at) => ({
        title: `p50 ms, ${size.toLocaleString('en')}`,
        of: ([, all]: [Operation, readonly Cost[]]) => all[at]?.p50 ?? 0,
        decimals: 2,
      })),
      { title: 'ratio', of: ([, all]) => ratio(all.map((each) => each.p50)), decimals: 2 },
    ],
    [...costs],
  );
}

/** Each list has one entry for each size. */
interface PerSize {
  readonly starts: readonly number[];
  readonly idle: readonly number[];
  readonly used: readonly number[];
}

async function printSizes({ starts, idle, used }: PerSize): Promise<void> {
  const bytes = await Promise.all(filled.stores.map((store) => store.bytes()));
  const MiB = 2 ** 20;
  console.log();
  table(
    [
      { title: 'interfaces', of: (at) => SIZES[at]?.toLocaleString('en') ?? '' },
      { title: 'start, ms', of: (at) => starts[at] ?? 0 },
      { title: 'ratio', of: (at) => (starts[at] ?? 0) / (starts[0] ?? 1), decimals: 2 },
      { title: 'idle memory, MiB', of: (at) => idle[at] ?? 0 },
      { title: 'memory after the load, MiB', of: (at) => used[at] ?? 0 },
      { title: 'store, MiB', of: (at) => (bytes[at] ?? 0) / MiB },
    ],
    SIZES.map((_, at) => at),
  );
}
