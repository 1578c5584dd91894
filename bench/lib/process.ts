import { readdirSync, readFileSync } from 'node:fs';

const TICK_MICROS = 10_000;

/** User and system time of a process, all its threads, in microseconds. */
export function cpuMicrosOf(pid: number): number {
  const fields = statOf(pid);
  return (Number(fields[11]) + Number(fields[12])) * TICK_MICROS;
}

/** The same of a process and of its children that run now. */
export function cpuMicrosOfFamily(pid: number): number {
  const children = readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && Number(statOf(Number(name))[1]) === pid,
  );
  return [pid, ...children.map(Number)].reduce((sum, each) => sum + cpuMicrosOf(each), 0);
}

/** Resident memory in MiB. */
export function residentMiB(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

/** The fields after the name, from the state on (proc(5)); none of a process that has ended. */
function statOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? [];
  } catch {
    return [];
  }
}
