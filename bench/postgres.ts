/**
 * Attach and detach, and creates in one account and one subnet, by 1, 2 and 3 processes on a
 * PostgreSQL of the benchmark's own: beside the same by an earlier commit (BENCH_BASELINE) in the
 * same run. Goals: 2 times the attaches and detaches, 5 times the creates, whatever the number of
 * processes.
 */
import { SdkClient } from '#test/support/client.ts';
import { findPostgres, noPostgres, startPostgres } from '#test/support/postgres-server.ts';
import { scene } from '#test/support/scene.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { type Checkout, checkout, here } from './lib/checkout.ts';
import { type BenchFleet, startFleet } from './lib/fleet.ts';
import type { Job, Result } from './lib/generator.ts';
import { load } from './lib/load.ts';
import { median } from './lib/measure.ts';
import { ROUNDS, SECONDS } from './lib/options.ts';
import { makePairs } from './lib/pairs.ts';
import { type DatabaseWork, databaseWork } from './lib/postgres-work.ts';
import { cpuMicrosOf } from './lib/process.ts';
import { attachAndDetach, PAIRS } from './lib/requests.ts';
import { signedGet } from './lib/sign.ts';
import { type Column, TableAsItComes } from './lib/table.ts';

/** The commit before statements were put so that hot rows are written last. */
const BASELINE = process.env.BENCH_BASELINE || 'a062d3e';
const PROCESSES = (process.env.BENCH_PROCESSES || '1,2,3').split(',').map(Number);
const CREATORS = 16;

interface Row {
  readonly work: string;
  readonly processes: number;
  readonly version: string;
  readonly perSecond: number;
  readonly tenonMicros: number;
  readonly database: DatabaseWork;
  readonly repeated: number;
  readonly refused: number;
  readonly p99: number;
}

const columns: readonly Column<Row>[] = [
  { title: 'what', of: ({ work }) => work },
  { title: 'processes', of: ({ processes }) => processes },
  { title: 'version', of: ({ version }) => version },
  { title: 'done/s', of: ({ perSecond }) => perSecond },
  { title: 'p99, ms', of: ({ p99 }) => p99 },
  { title: 'Tenon, CPU µs each', of: ({ tenonMicros }) => tenonMicros },
  { title: 'database, CPU µs each', of: ({ database }) => database.cpuMicros },
  { title: 'commits each', of: ({ database }) => database.commits, decimals: 2 },
  { title: 'done again each', of: ({ repeated }) => repeated, decimals: 3 },
  { title: 'refused each', of: ({ refused }) => refused, decimals: 4 },
];

const bin = findPostgres();
if (bin === undefined) throw new Error(noPostgres);
const versions = [checkout(BASELINE), here()];
const rows: Row[] = [];
const shown = new TableAsItComes(columns);
try {
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const processes of PROCESSES) {
      for (const version of versions) {
        for (const row of await measured(version, processes)) {
          rows.push(row);
          shown.add(row);
        }
      }
    }
  }
} finally {
  for (const version of versions) version.remove();
}
for (const work of ['attach+detach', 'create']) {
  for (const processes of PROCESSES) {
    const rate = (of: string | undefined) =>
      median(
        rows
          .filter((row) => row.work === work && row.processes === processes && row.version === of)
          .map(({ perSecond }) => perSecond),
      );
    const ratio = rate(versions[1]?.name) / rate(versions[0]?.name);
    console.log(`${work}, ${processes} processes: ${ratio.toFixed(2)} times ${versions[0]?.name}`);
  }
}

async function measured(version: Checkout, processes: number): Promise<Row[]> {
  const server = await startPostgres({ bin: bin ?? '', durable: true });
  try {
    const fleet = await startFleet(version, server.url('postgres'), processes);
    try {
      const [first = 0] = fleet.ports;
      const pairs = await makePairs(first, PAIRS);
      const jobs = [
        { work: 'attach+detach', requests: attachAndDetach(fleet.ports, pairs) },
        { work: 'create', requests: await creates(fleet.ports) },
      ];
      const found: Row[] = [];
      for (const { work, requests } of jobs) {
        const job = { ports: fleet.ports, requests, seconds: SECONDS, warmUpSeconds: 2 };
        const again = await fleet.repeated();
        const before = cpuOf(fleet);
        const { result, work: database } = await databaseWork(server, () => measure(job));
        const all = result.answered + result.uncounted;
        const done = result.statuses['200'] ?? 0;
        found.push({
          ...{ work, processes, database, p99: result.p99 },
          version: version.name,
          perSecond: done / result.seconds,
          tenonMicros: (cpuOf(fleet) - before) / all,
          repeated: ((await fleet.repeated()) - again) / all,
          refused: (result.answered - done) / result.answered,
        });
      }
      return found;
    } finally {
      await fleet.stop();
    }
  } finally {
    await server.remove();
  }
}

function cpuOf({ pids }: BenchFleet): number {
  return pids.reduce((sum, pid) => sum + cpuMicrosOf(pid), 0);
}

/** Refusals are a figure here, not a failure. */
async function measure(job: Job): Promise<Result & { readonly cpuMicros: number }> {
  return { ...(await load(job)), cpuMicros: 0 };
}

/** The same create on each connection, over and over. */
async function creates(ports: readonly number[]): Promise<string[][]> {
  const client = new SdkClient(`127.0.0.1:${ports[0]}`, DEFAULT_ACCOUNT);
  const { subnetId, groupId } = await scene(client, { cidr: '10.2.0.0/16', instances: 0 });
  return Array.from({ length: CREATORS }, (_, connection) => [
    signedGet(`127.0.0.1:${ports[connection % ports.length]}`, DEFAULT_ACCOUNT, 'vpc', {
      Action: 'CreateNetworkInterface',
      SubnetId: subnetId,
      'SecurityGroupIds.1': groupId,
    }),
  ]);
}
