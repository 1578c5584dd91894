/**
 * The CPU that a request takes, of all threads, on a durable SQLite file: signed attaches and
 * detaches, a signed read of one interface, and one of a list of 20. A fixed number of requests
 * after a warm-up; the servers take turns, the bare `node:http` server first, and all stay up.
 *
 * Two controls: a raw socket that answers with the same bytes, and what an attach cannot do without
 * (signature, one row, sync). A single refusal fails the run. Goals, of the hello server's CPU:
 * 0.25 for attach and detach, 0.40 for the read of one.
 */
import { type Measured, measure } from './lib/load.ts';
import { FIXED_ROUNDS, REQUESTS } from './lib/options.ts';
import {
  attachAndDetach,
  CONNECTIONS,
  describeAttributes,
  describeTwenty,
} from './lib/requests.ts';
import { serving } from './lib/serving.ts';
import { type Column, RoundsTable } from './lib/table.ts';
import { onSqlite } from './lib/tenon.ts';

const LOADS = ['node:http', 'raw socket', 'floor', 'attach', 'attributes', 'list of 20'] as const;
type Load = (typeof LOADS)[number];
/** The system counts CPU time in hundredths of a second: a cheap request needs more of its kind. */
const CHEAP: ReadonlySet<Load> = new Set(['node:http', 'raw socket', 'floor']);
const CHEAP_TIMES = 5;
type Round = Readonly<Record<Load, Measured>>;

const HELLO = Array.from({ length: CONNECTIONS }, () => ['GET / HTTP/1.1\r\nHost: x\r\n\r\n']);

const cpu = (load: Load) => (round: Round) => round[load].cpuMicros;
const ratio = (load: Load) => (round: Round) =>
  round['node:http'].cpuMicros / round[load].cpuMicros;
const columns: readonly Column<Round>[] = [
  ...LOADS.map((load) => ({ title: `${load}, µs`, of: cpu(load), decimals: 1 })),
  ...LOADS.slice(1).map((load) => ({ title: `${load}, ratio`, of: ratio(load), decimals: 3 })),
  { title: 'attach, requests/s', of: ({ attach }) => attach.perSecond },
  { title: 'p50, ms', of: ({ attach }) => attach.p50, decimals: 1 },
  { title: 'p99, ms', of: ({ attach }) => attach.p99, decimals: 1 },
];

const servers = await Promise.all([
  serving('hello.ts'),
  serving('raw.ts'),
  serving('raw.ts', { BENCH_FLOOR: 'yes' }),
]);
try {
  await onSqlite(async ({ processes: [tenon], pairs }) => {
    if (tenon === undefined) return;
    const { port } = tenon;
    const [hello, raw, floor] = servers;
    /** Signed anew for each round: a signature is valid for minutes only. */
    const jobs = {
      'node:http': [hello, () => HELLO],
      'raw socket': [raw, () => attachAndDetach([raw.port], pairs)],
      floor: [floor, () => attachAndDetach([floor.port], pairs)],
      attach: [tenon, () => attachAndDetach([port], pairs)],
      attributes: [tenon, () => describeAttributes([port], pairs)],
      'list of 20': [tenon, () => describeTwenty([port])],
    } as const;
    const turn = async () => {
      const measured: [Load, Measured][] = [];
      for (const load of LOADS) {
        const [server, requests] = jobs[load];
        const count = CHEAP.has(load) ? CHEAP_TIMES * REQUESTS : REQUESTS;
        const job = { ports: [server.port], requests: requests(), seconds: 0, warmUpSeconds: 0 };
        measured.push([load, await measure([server.pid], { ...job, count })]);
      }
      return Object.fromEntries(measured) as Round;
    };
    await turn();
    const table = new RoundsTable(columns);
    for (let round = 1; round <= FIXED_ROUNDS; round += 1) table.add(await turn());
    table.medians();
  });
} finally {
  await Promise.all(servers.map((server) => server.stop()));
}
