/**
 * What each failure of the pair of docs/examples/patroni costs: seconds without an acknowledged
 * write, and without a read, of the slowest of three processes; and whether anything that was
 * acknowledged is lost. Takes root, for networks that can be cut, and the packages patroni,
 * etcd-server, haproxy and postgresql. BENCH_FAILURES is a part of the names of the failures that
 * are wanted, BENCH_DCS what is to be different in `bootstrap.dcs`, as JSON.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '#platform/clock.ts';
import { randomIds } from '#platform/ids.ts';
import { openPostgres } from '#store/postgres/store.ts';
import { Fleet } from '#test/history/fleet.ts';
import { Run } from '#test/history/run.ts';
import { seedsOf, WORLD } from '#test/history/world.ts';
import { breaches } from '#test/support/invariants.ts';
import { noPatroni, startPatroni } from '#test/support/patroni.ts';
import { plantSeeds } from '#world/seed.ts';
import { FailureLoad, PROBE_LANE, probeRun } from './lib/failure-load.ts';
import { FAILURES, type Failure } from './lib/failures.ts';
import { ROUNDS } from './lib/options.ts';
import { type Column, TableAsItComes } from './lib/table.ts';

const INSIDE = 'BENCH_FAILURES_INSIDE';
const PROCESSES = 3;
const LEASE_MS = 30_000;
/** More histories than the longest failure takes. */
const HISTORIES = 90;
const WARM_MS = 4_000;
const LATEST_MS = 180_000;
const LOOK_MS = 100;

interface Row {
  readonly name: string;
  readonly writeMs: number;
  readonly readMs: number;
  readonly slowestMs: number;
  readonly againMs: number;
  readonly operations: number;
  readonly wrong: number;
  readonly codes: string;
}

const seconds = (ms: number) => ms / 1000;
const columns: readonly Column<Row>[] = [
  { title: 'failure', of: ({ name }) => name },
  { title: 'no write, s', of: ({ writeMs }) => seconds(writeMs), decimals: 1 },
  { title: 'no read, s', of: ({ readMs }) => seconds(readMs), decimals: 1 },
  { title: 'slowest answer, s', of: ({ slowestMs }) => seconds(slowestMs), decimals: 1 },
  { title: 'standby again, s', of: ({ againMs }) => seconds(againMs), decimals: 1 },
  { title: 'operations', of: ({ operations }) => operations },
  { title: 'lost or wrong', of: ({ wrong }) => wrong },
  { title: 'answers', of: ({ codes }) => codes },
];

if (noPatroni !== undefined) throw new Error(noPatroni);
if (process.env[INSIDE] === undefined) {
  const [, script = ''] = process.argv;
  const env = { ...process.env, [INSIDE]: '1' };
  const inside = spawnSync('unshare', ['--net', process.execPath, script], {
    env,
    stdio: 'inherit',
  });
  process.exit(inside.status ?? 1);
}

const ADDRESSES = { db: '10.77.0.1', etcd: '10.77.0.1', a: '10.77.0.2', b: '10.77.0.3' };
const nameOf = (node: 'a' | 'b') => `tenon-bench-${process.pid}-${node}`;
const sh = (commands: string) => execFileSync('sh', ['-ec', commands]);

sh(`ip link set lo up; ip link add br0 type bridge
  ip addr add ${ADDRESSES.db}/24 dev br0; ip link set br0 up`);
for (const node of ['a', 'b'] as const) {
  sh(`ip netns add ${nameOf(node)}
    ip link add to-${node} type veth peer name eth0 netns ${nameOf(node)}
    ip link set to-${node} master br0 up`);
  const within = `ip link set lo up; ip addr add ${ADDRESSES[node]}/24 dev eth0; ip link set eth0 up`;
  execFileSync('ip', ['netns', 'exec', nameOf(node), 'sh', '-ec', within]);
}
try {
  await measureAll();
} finally {
  for (const node of ['a', 'b'] as const) sh(`ip netns del ${nameOf(node)}`);
}

async function measureAll(): Promise<void> {
  const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
  const pair = await startPatroni({
    addresses: ADDRESSES,
    within: (node) => ['ip', 'netns', 'exec', nameOf(node), ...asNobody],
    change: ({ bootstrap }) =>
      Object.assign(bootstrap.dcs, JSON.parse(process.env.BENCH_DCS || '{}')),
  });
  try {
    await pair.ask(undefined, 'create database tenon owner tenon');
    const url = pair.url('tenon');
    const fleet = await Fleet.start({ url, processes: PROCESSES, leaseMs: LEASE_MS });
    const store = openPostgres({ url, clock: systemClock });
    const ids = randomIds(() => systemClock.now());
    const plant = (run: string, lane: number) =>
      store.write((tx) => plantSeeds(tx, seedsOf(run, lane), { world: WORLD, ids }));
    try {
      for (const member of fleet.members) await plant(probeRun(member), PROBE_LANE);
      const wanted = FAILURES.filter(({ name }) => name.includes(process.env.BENCH_FAILURES ?? ''));
      const shown = new TableAsItComes(columns);
      let seed = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const failure of wanted) shown.add(await measured(failure));
      }

      async function measured(failure: Failure): Promise<Row> {
        const scene = { pair, ...(await pair.roles()) };
        const runs: Run[] = [];
        for (let n = 0; n < HISTORIES; n += 1, seed += 1) {
          const lane = seed % PROBE_LANE;
          runs.push(new Run(seed, lane, fleet, false));
          await plant(`n${seed}`, lane);
        }
        const load = new FailureLoad(fleet, runs);
        await sleep(WARM_MS);
        const at = performance.now();
        await failure.happens(scene);
        if (failure.lastsMs === undefined) await well(load);
        else await sleep(failure.lastsMs);
        const mendedAt = performance.now();
        await failure.mended?.(scene);
        await pair.roles();
        const againMs = performance.now() - mendedAt;
        await well(load);
        await load.stop();
        const wrong = [...load.breaches, ...(await load.lost()), ...fleet.faults.splice(0)];
        for (const run of load.runs) {
          await run.lookBack();
          wrong.push(...run.judge());
        }
        wrong.push(...(await breaches(store, WORLD)));
        if (wrong.length > 0) console.error(wrong.join('\n'));
        return {
          name: failure.name,
          writeMs: load.longestGap('write', at),
          readMs: load.longestGap('read', at),
          operations: load.runs.reduce((sum, run) => sum + run.operations, 0),
          wrong: wrong.length,
          againMs,
          ...load.answers,
        };
      }
    } finally {
      await fleet.end();
      await store.close();
    }
  } finally {
    await pair.remove();
  }
}

async function well(load: FailureLoad): Promise<void> {
  const since = performance.now();
  while (!load.wellSince(since) && performance.now() < since + LATEST_MS) await sleep(LOOK_MS);
}
