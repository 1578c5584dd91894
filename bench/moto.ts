/**
 * Tenon's package beside moto's server, the nearest peer for another cloud: EC2's
 * AttachNetworkInterface and DetachNetworkInterface. Both are started as people start them and meet
 * the same generator in the same run. Tenon verifies signatures and commits durably; moto does
 * neither. Moto also gets fewer connections, and its best rate counts. Goal: 10 times that.
 */
import { Unavailable } from '#test/clients/lib/toolchains.ts';
import type { Job } from './lib/generator.ts';
import { type Measured, measure } from './lib/load.ts';
import { median } from './lib/measure.ts';
import * as moto from './lib/moto.ts';
import { ROUNDS, SECONDS } from './lib/options.ts';
import { packagedTenon } from './lib/package.ts';
import { makePairs } from './lib/pairs.ts';
import { residentMiB } from './lib/process.ts';
import { type Program, type Started, startProgram } from './lib/program.ts';
import { attachAndDetach, CONNECTIONS, PAIRS } from './lib/requests.ts';
import { type Column, table } from './lib/table.ts';

interface Run {
  readonly server: string;
  readonly connections: number;
  readonly load: Measured;
  readonly started: Started;
  readonly memoryAfterMiB: number;
}

const MOTO_CONNECTIONS = [1, 4, 16, CONNECTIONS];
const WARM_UP = { seconds: SECONDS, warmUpSeconds: 2 };

const runs: Run[] = [];
const program = await moto.moto().catch((reason) => {
  if (!(reason instanceof Unavailable)) throw reason;
  console.log(`not measured beside moto: ${reason.message}`);
});
if (program !== undefined) {
  // The first start compiles the sources.
  await (await startProgram(program)).stop();
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const connections of MOTO_CONNECTIONS) runs.push(await motoUnder(program, connections));
    runs.push(await tenonUnder());
  }
  print();
}

function motoUnder(program: Program, connections: number): Promise<Run> {
  return under('moto', program, connections, async ({ port }) => {
    const pairs = await moto.makePairs(port, connections);
    return { ports: [port], ...moto.attachAndDetach(port, pairs), ...WARM_UP };
  });
}

async function tenonUnder(): Promise<Run> {
  const program = packagedTenon();
  try {
    return await under('Tenon', program, CONNECTIONS, async ({ port }) => {
      const pairs = await makePairs(port, PAIRS);
      return { ports: [port], requests: attachAndDetach([port], pairs), ...WARM_UP };
    });
  } finally {
    program.remove();
  }
}

async function under(
  server: string,
  program: Program,
  connections: number,
  prepare: (started: Started) => Promise<Job>,
): Promise<Run> {
  const started = await startProgram(program);
  try {
    const load = await measure([started.pid], await prepare(started));
    return { server, connections, load, started, memoryAfterMiB: residentMiB(started.pid) };
  } finally {
    await started.stop();
  }
}

/** Medians of the rounds, for each server and number of connections. */
function print(): void {
  const groups = [...Map.groupBy(runs, (run) => `${run.server} ${run.connections}`).values()];
  const of = (value: (run: Run) => number) => (group: Run[]) => median(group.map(value));
  const rate = of(({ load }) => load.perSecond);
  const columns: readonly Column<Run[]>[] = [
    { title: 'server', of: ([run]) => run?.server ?? '' },
    { title: 'connections', of: ([run]) => run?.connections ?? 0 },
    { title: 'start, ms', of: of(({ started }) => started.startMs) },
    { title: 'idle memory, MiB', of: of(({ started }) => started.memoryMiB) },
    { title: 'after the load, MiB', of: of(({ memoryAfterMiB }) => memoryAfterMiB) },
    { title: 'attach+detach/s', of: rate },
    { title: 'attach p50, ms', of: of((run) => attach(run).p50), decimals: 1 },
    { title: 'p99, ms', of: of((run) => attach(run).p99), decimals: 1 },
    { title: 'CPU µs each', of: of(({ load }) => load.cpuMicros) },
    { title: 'generator, CPU %', of: of(({ load }) => load.generatorCpu * 100) },
  ];
  table(columns, groups);
  const best = (server: string) =>
    Math.max(...groups.filter(([run]) => run?.server === server).map(rate));
  console.log(`\n${(best('Tenon') / best('moto')).toFixed(1)} times moto's best rate (goal 10)`);
}

function attach({ load }: Run) {
  const latency = load.byKind.AttachNetworkInterface;
  if (latency === undefined) throw new Error('nothing was attached');
  return latency;
}
