import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * What tells a process from an earlier or later one with the same id: when it was started. '' where
 * there is no such process, or the system does not tell.
 */
export function identityOf(pid: number, platform: NodeJS.Platform = process.platform): string {
  try {
    if (platform === 'linux') return identityIn(pid);
    if (platform === 'win32') return '';
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio,
    }).trim();
  } catch {
    return '';
  }
}

/** The boot, and the time since it at which the process was started. */
function identityIn(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name before it may contain anything, parentheses and spaces too.
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A zombie has ended: its parent has not asked for its exit code yet.
  if (state === 'Z' || state === 'X') return '';
  const started = fields[18];
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${started}`;
}

/** Whether a process runs, and is the one that had this identity. */
export function isRunning(pid: number, identity: string): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    // Gone, or another user's, and then not ours.
    return false;
  }
  return identityOf(pid) === identity;
}
