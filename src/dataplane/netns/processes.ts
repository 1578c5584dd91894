import { readFileSync } from 'node:fs';
import { unlessAbsent } from './absent.ts';

/** A process that another program may have to find again. */
export interface NotedProcess {
  readonly pid: number;
  /** When it was started, which tells it from another process that has got its pid. */
  readonly started: string;
}

/** When a process was started, in ticks since the machine was; a zombie has ended. */
export function startOf(pid: number): string | undefined {
  const stat = unlessAbsent(() => readFileSync(`/proc/${pid}/stat`, 'latin1'), '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? undefined : fields[19];
}

/** Whether it goes on. */
export function isStill({ pid, started }: NotedProcess): boolean {
  const found = startOf(pid);
  return found !== undefined && found === started;
}
