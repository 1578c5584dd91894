/** `npm run bench`: every benchmark, one after the other. Each prints a table with ratios. */
import { spawnSync } from 'node:child_process';

for (const [title, file, ...args] of [
  ['Cold start and idle memory', 'startup.ts'],
  ['Attach and detach, signed and durable', 'attach.ts'],
  ['The same on PostgreSQL, by two processes', 'attach.ts', 'postgres'],
] as const) {
  console.log(`\n## ${title}\n`);
  const path = new URL(`./${file}`, import.meta.url).pathname;
  const { status } = spawnSync(process.execPath, [path, ...args], {
    stdio: 'inherit',
    env: { BENCH_PROCESSES: '2', ...process.env },
  });
  if (status !== 0) process.exit(status ?? 1);
}
