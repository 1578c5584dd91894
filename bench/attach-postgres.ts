/**
 * Signed attach and detach requests per second on a PostgreSQL of the benchmark's own, on which
 * BENCH_PROCESSES processes serve, beside the bare `node:http` server under the same generator in
 * the same run. A single refusal fails the run.
 */
import { helloAt } from './lib/hello-load.ts';
import { type Measured, measure } from './lib/load.ts';
import { ROUNDS, SECONDS } from './lib/options.ts';
import { type DatabaseWork, databaseWork } from './lib/postgres-work.ts';
import { type Column, RoundsTable } from './lib/table.ts';
import { onPostgres, type Tenon } from './lib/tenon.ts';

interface Round {
  readonly hello: Measured;
  readonly tenon: Measured;
  readonly database?: DatabaseWork;
}

const columns: readonly Column<Round>[] = [
  { title: 'node:http, requests/s', of: ({ hello }) => hello.perSecond },
  { title: 'Tenon, attach+detach/s', of: ({ tenon }) => tenon.perSecond },
  { title: 'ratio', of: ({ hello, tenon }) => tenon.perSecond / hello.perSecond, decimals: 3 },
  { title: 'p50, ms', of: ({ tenon }) => tenon.p50, decimals: 1 },
  { title: 'p99, ms', of: ({ tenon }) => tenon.p99, decimals: 1 },
  { title: 'node:http, CPU µs each', of: ({ hello }) => hello.cpuMicros },
  { title: 'Tenon, CPU µs each', of: ({ tenon }) => tenon.cpuMicros },
  { title: 'generator, CPU % at node:http', of: ({ hello }) => hello.generatorCpu * 100 },
  { title: 'at Tenon', of: ({ tenon }) => tenon.generatorCpu * 100 },
  { title: 'database, CPU µs each', of: (round) => round.database?.cpuMicros ?? 0 },
  { title: 'commits each', of: (round) => round.database?.commits ?? 0, decimals: 2 },
  { title: 'rollbacks each', of: (round) => round.database?.rollbacks ?? 0, decimals: 2 },
];

const table = new RoundsTable(columns);
for (let round = 1; round <= ROUNDS; round += 1) {
  const hello = await helloAt();
  table.add({ hello, ...(await onPostgres(attachAndDetach)) });
}
const [, , ratio] = table.medians();
console.log(`\nmedian ratio ${ratio?.toFixed(3)}`);

async function attachAndDetach({ processes, requests, postgres }: Tenon) {
  const run = () =>
    measure(
      processes.map(({ pid }) => pid),
      {
        ports: processes.map(({ port }) => port),
        requests,
        seconds: SECONDS,
        warmUpSeconds: 2,
      },
    );
  if (postgres === undefined) return { tenon: await run() };
  const { result, work } = await databaseWork(postgres, run);
  return { tenon: result, database: work };
}
