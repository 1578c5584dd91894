/**
 * The latency of an attach at half of the peak rate. The peak is what the closed loop of attach.ts
 * reaches; then requests arrive by themselves at half of it, at the same process. The bare
 * `node:http` server at the same rate shows what the machine and the generator add, writes that are
 * synced one after the other what the disk does. Goal: a p99 of at most 5 times the median.
 */
import { syncsOfDisk } from './lib/disk.ts';
import { helloAt } from './lib/hello-load.ts';
import { type Measured, measure } from './lib/load.ts';
import { ROUNDS, SECONDS } from './lib/options.ts';
import type { Latency } from './lib/outcomes.ts';
import { type Column, RoundsTable } from './lib/table.ts';
import { onSqlite } from './lib/tenon.ts';

interface Round {
  readonly peak: Measured;
  readonly tenon: Measured;
  readonly hello: Measured;
  readonly disk: Latency;
}

const attach = ({ tenon }: Round) => tenon.byKind.AttachNetworkInterface;
const columns: readonly Column<Round>[] = [
  { title: 'peak, requests/s', of: ({ peak }) => peak.perSecond },
  { title: 'half, requests/s', of: ({ tenon }) => tenon.perSecond },
  { title: 'attach p50, ms', of: (round) => attach(round)?.p50 ?? 0, decimals: 2 },
  { title: 'attach p99, ms', of: (round) => attach(round)?.p99 ?? 0, decimals: 2 },
  {
    title: 'p99 / p50',
    of: (round) => (attach(round)?.p99 ?? 0) / (attach(round)?.p50 ?? 0),
    decimals: 1,
  },
  { title: 'max, ms', of: (round) => attach(round)?.max ?? 0, decimals: 1 },
  { title: 'sent late, p99 ms', of: ({ tenon }) => tenon.late?.p99 ?? 0, decimals: 2 },
  { title: 'node:http p50, ms', of: ({ hello }) => hello.p50, decimals: 2 },
  { title: 'node:http p99, ms', of: ({ hello }) => hello.p99, decimals: 2 },
  { title: 'disk sync p50, ms', of: ({ disk }) => disk.p50, decimals: 2 },
  { title: 'disk sync p99, ms', of: ({ disk }) => disk.p99, decimals: 2 },
];

const table = new RoundsTable(columns);
for (let round = 1; round <= ROUNDS; round += 1) {
  const { peak, tenon } = await peakAndHalf();
  const hello = await helloAt({ perSecond: peak.perSecond / 2 });
  table.add({ peak, tenon, hello, disk: await syncsOfDisk() });
}
const [, , p50 = 0, , ratio, , late = 0] = table.medians();
console.log(`\nmedian of p99 / p50: ${ratio?.toFixed(1)} (goal 5)`);
if (late > p50) console.log('It says nothing: the machine was too busy to send in time.');

function peakAndHalf(): Promise<{ peak: Measured; tenon: Measured }> {
  return onSqlite(async ({ processes, requests }) => {
    const pids = processes.map(({ pid }) => pid);
    const ports = processes.map(({ port }) => port);
    const job = { ports, requests, seconds: SECONDS };
    const peak = await measure(pids, { ...job, warmUpSeconds: 2 });
    const half = { ...job, warmUpSeconds: 1, perSecond: peak.perSecond / 2 };
    return { peak, tenon: await measure(pids, half) };
  });
}
