import { readdirSync, readFileSync } from 'node:fs';

const TICK_MICROS = 10_000;

/** User and system time of a process, all its threads, in microseconds. */
export function cpuMicrosOf(pid: number): number {
  const fields = statOf(pid);
  return (Number(fields[11]) + Number(fields[12])) * TICK_MICROS;
}

/** The same for a process together with its children that are running now. */
export function cpuMicrosOfFamily(pid: number): number {
  const children = readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && Number(statOf(Number(name))[1]) === pid,
  );
  return [pid, ...children.map(Number)].reduce((sum, each) => sum + cpuMicrosOf(each), 0);
}

/** For how many milliseconds a process, with all its threads, has run: finer than a tick. */
export function ranMs(pid: number): number {
  const path = `/proc/${pid}/task`;
  const threads = unlessEnded(() => readdirSync(path), []);
  return threads.reduce((sum, thread) => {
    const text = unlessEnded(() => readFileSync(`${path}/${thread}/schedstat`, 'latin1'), '0');
    return sum + Number(text.split(' ')[0]) / 1e6;
  }, 0);
}

/** The same of the children that a process has waited for, in ticks. */
export function childrenRanMs(pid: number): number {
  const fields = statOf(pid);
  return ((Number(fields[13] ?? 0) + Number(fields[14] ?? 0)) * TICK_MICROS) / 1000;
}

/** The processes below one, children of children too. */
export function familyOf(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), Number(statOf(Number(name))[1])] as const);
  const below = (parent: number): number[] =>
    parents.filter(([, of]) => of === parent).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

/** Resident memory in MiB. */
export function residentMiB(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

/** The fields after the name, from the state on: see proc(5). A process that has ended has none. */
function statOf(pid: number): string[] {
  const text = unlessEnded(() => readFileSync(`/proc/${pid}/stat`, 'latin1'), '');
  return text.split(') ')[1]?.split(' ') ?? [];
}

function unlessEnded<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
