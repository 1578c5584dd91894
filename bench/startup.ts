/**
 * Cold start to the first answered request, and idle memory, beside a bare `node:http` server in
 * the same run. Goal: at most 1.5 times its start plus 100 ms, and at most 40 MiB over it. The CPU of the
 * start says more than its time where others use the machine.
 */
import { fileURLToPath } from 'node:url';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { median } from './lib/measure.ts';
import { type Program, type Started, startProgram } from './lib/program.ts';
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
  { name: 'npm start', ...tenon(`${root}scripts/start.js`) },
  { name: 'tenon serve (sources)', ...tenon(`${root}src/main.ts`) },
];

type Figure = 'startMs' | 'cpuMs' | 'memoryMiB';
const measured = new Map<string, Pick<Started, Figure>[]>(candidates.map(({ name }) => [name, []]));
// The rounds alternate, so that a busy moment of the machine affects all servers alike.
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const candidate of candidates) {
    const started = await startProgram(candidate);
    await started.stop();
    // The first one fills the compile cache.
    if (round > 0) measured.get(candidate.name)?.push(started);
  }
}

const of = (name: string, figure: Figure) =>
  median((measured.get(name) ?? []).map((each) => each[figure]));
const goal = (figure: Figure) => (of('node:http', figure) * 1.5 + 100).toFixed(0);

console.log(
  '| server | start, ms | goal, ms | CPU, ms | goal, ms | idle memory, MiB | over node:http | goal |',
);
console.log('|---|---|---|---|---|---|---|---|');
for (const { name } of candidates) {
  const memory = of(name, 'memoryMiB');
  const cells = [
    of(name, 'startMs').toFixed(0),
    goal('startMs'),
    of(name, 'cpuMs').toFixed(0),
    goal('cpuMs'),
    memory.toFixed(0),
    (memory - of('node:http', 'memoryMiB')).toFixed(0),
    '40',
  ];
  console.log(`| ${name} | ${cells.join(' | ')} |`);
}
