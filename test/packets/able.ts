import { spawnSync } from 'node:child_process';
import { allRequired } from '../support/extent.ts';

/** Why packets cannot be sent here; undefined when they can. */
export const noPackets: string | undefined = reason();

/** What a suite's `describe.skipIf` takes: it says in one line why it does not run. */
export function unable(suite: string): boolean {
  if (noPackets === undefined) return false;
  if (allRequired) throw new Error(`${suite}: ${noPackets}`);
  console.warn(`${suite}: not run here: ${noPackets}`);
  return true;
}

function reason(): string | undefined {
  if (process.platform !== 'linux')
    return `network namespaces are Linux's, not ${process.platform}'s`;
  if (process.getuid?.() !== 0) return 'it takes root to enter network namespaces';
  for (const [program, flag] of [
    ['ip', '-V'],
    ['nft', '--version'],
    ['python3', '--version'],
  ] as const) {
    const { error } = spawnSync(program, [flag]);
    if (error !== undefined) return `there is no ${program} here`;
  }
  const { status, stderr } = spawnSync('unshare', ['--net', 'true'], { encoding: 'utf8' });
  return status === 0 ? undefined : `no network namespace can be made: ${stderr.trim()}`;
}
