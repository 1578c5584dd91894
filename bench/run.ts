/** `npm run bench`: builds the package and runs every benchmark, one after the other. */

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

run('../scripts/build.ts');
for (const [title, file, ...args] of [
  ['Cold start and idle memory', 'startup.ts'],
  ['CPU of a request, signed and durable', 'attach.ts'],
  ['The same on PostgreSQL, by two processes', 'attach-postgres.ts'],
  ['Latency at half of the peak rate', 'latency.ts'],
  ["Beside moto's server", 'moto.ts'],
  ['Accounts and snapshots', 'state.ts'],
  ['The same on PostgreSQL', 'state.ts', 'postgres'],
  ['The data plane', 'plane.ts'],
  ['The console', 'console.ts'],
  ['The table of the console', 'console-table.ts'],
  ['Growth', 'growth.ts'],
  ['Growth on PostgreSQL', 'growth.ts', 'postgres'],
] as const) {
  console.log(`\n## ${title}\n`);
  run(file, ...args);
}

function run(file: string, ...args: string[]): void {
  const path = fileURLToPath(new URL(`./${file}`, import.meta.url));
  const { status } = spawnSync(process.execPath, [path, ...args], {
    stdio: 'inherit',
    env: { BENCH_PROCESSES: '2', ...process.env },
  });
  if (status !== 0) process.exit(status ?? 1);
}
