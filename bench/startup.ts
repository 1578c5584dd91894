/**
 * Cold start to the first answered request, and idle memory, beside a bare `node:http` server in
 * the same run. Goal: at most 1.5 times its start plus 150 ms, and at most 60 MiB over it.
 */
import { fileURLToPath } from 'node:url';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { median } from './lib/measure.ts';
import { type Program, startProgram } from './lib/program.ts';
import { signedGet } from './lib/sign.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 9);
const root = fileURLToPath(new URL('..', import.meta.url));

interface Candidate extends Program {
  readonly name: string;
}

const command = process.execPath;
const tenon = (entry: string): Program => ({
  command,
  args: (port: number) => [entry, 'serve', '--listen', `127.0.0.1:${port}`],
  request: (port: number) =>
    signedGet(`127.0.0.1:${port}`, DEFAULT_ACCOUNT, 'vpc', {
      Action: 'DescribeVpcs',
    }),
});

const candidates: readonly Candidate[] = [
  {
    name: 'node:http',
    command,
    args: (port: number) => [
      '-e',
      `require('node:http').createServer((_, r) => r.end('hello')).listen(${port}, '127.0.0.1')`,
    ],
    request: () => 'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
  },
  { name: 'tenon serve (package)', ...tenon(`${root}dist/main.cjs`) },
  { name: 'tenon serve (sources)', ...tenon(`${root}src/main.ts`) },
];

const starts = new Map<string, number[]>(candidates.map(({ name }) => [name, []]));
const memories = new Map<string, number[]>(candidates.map(({ name }) => [name, []]));
// The rounds alternate, so that a busy moment of the machine affects all servers alike.
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const candidate of candidates) {
    const { startMs, memoryMiB, stop } = await startProgram(candidate);
    await stop();
    if (round === 0) continue; // fills the compile cache
    starts.get(candidate.name)?.push(startMs);
    memories.get(candidate.name)?.push(memoryMiB);
  }
}

const baseStart = median(starts.get('node:http') ?? []);
const baseMemory = median(memories.get('node:http') ?? []);
console.log('| server | start, ms | goal, ms | idle memory, MiB | over node:http | goal |');
console.log('|---|---|---|---|---|---|');
for (const { name } of candidates) {
  const start = median(starts.get(name) ?? []);
  const memory = median(memories.get(name) ?? []);
  console.log(
    `| ${name} | ${start.toFixed(0)} | ${(baseStart * 1.5 + 150).toFixed(0)} | ${memory.toFixed(0)} | ${(memory - baseMemory).toFixed(0)} | 60 |`,
  );
}
