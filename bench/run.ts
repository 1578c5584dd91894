/** `npm run bench`: every benchmark, one after the other. Each prints a table with ratios. */
import { spawnSync } from 'node:child_process';

for (const [title, file] of [
  ['Cold start and idle memory', 'startup.ts'],
  ['Attach and detach, signed and durable', 'attach.ts'],
] as const) {
  console.log(`\n## ${title}\n`);
  const path = new URL(`./${file}`, import.meta.url).pathname;
  const { status } = spawnSync(process.execPath, [path], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
