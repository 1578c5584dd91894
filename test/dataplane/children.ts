import { readdirSync, readFileSync } from 'node:fs';

/** Ends the programs that this process has started, such as those that a plane asks. */
export function killChildren(): void {
  for (const pid of childrenOf(process.pid)) killQuietly(pid);
}

export function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // The program has ended by itself.
  }
}

/** The programs that a process has started and that still run. */
export function childrenOf(parent: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      const [state, its] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return state !== 'Z' && Number(its) === parent;
    } catch {
      return false;
    }
  });
}
