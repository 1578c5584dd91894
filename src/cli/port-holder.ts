import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

/** A program that listens. */
export interface PortHolder {
  readonly pid: number;
  /** Its name, and for an interpreter its script: other arguments may be secrets. */
  readonly program: string;
}

/** The state LISTEN in the tables of /proc/net. */
const LISTEN = '0A';

/**
 * The program that listens on `port`, if the system tells: on Linux, for programs that this user
 * may inspect.
 * @param proc the file system of processes
 */
export function holderOf(port: number, proc = '/proc'): PortHolder | undefined {
  const sockets = new Set(
    ['tcp', 'tcp6'].flatMap((table) => listening(port, textOf(`${proc}/net/${table}`))),
  );
  if (sockets.size === 0) return undefined;
  for (const name of list(proc)) {
    if (!/^\d+$/.test(name)) continue;
    const open = list(`${proc}/${name}/fd`).map((fd) => linkOf(`${proc}/${name}/fd/${fd}`));
    if (open.some((link) => sockets.has(link))) {
      return { pid: Number(name), program: programOf(textOf(`${proc}/${name}/cmdline`)) };
    }
  }
  return undefined;
}

/** The sockets that listen on `port`, named as in the links of open files. */
function listening(port: number, table: string): string[] {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  return table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(`:${hex}`) && state === LISTEN)
    .map((fields) => `socket:[${fields[9]}]`);
}

function programOf(commandLine: string): string {
  const [program = '', ...rest] = commandLine.split('\0');
  const script = rest.find((argument) => argument !== '' && !argument.startsWith('-'));
  const interpreter = /^(node|python|ruby|java|bun|deno)[\d.]*$/.test(basename(program));
  const names = interpreter && script !== undefined ? [program, script] : [program];
  return names.map((name) => basename(name)).join(' ');
}

const textOf = (path: string) => orElse(() => readFileSync(path, 'utf8'), '');
const linkOf = (path: string) => orElse(() => readlinkSync(path), '');
const list = (path: string) => orElse(() => readdirSync(path), []);

/** Processes may end meanwhile, and those of other users cannot be inspected. */
function orElse<T>(look: () => T, nothing: T): T {
  try {
    return look();
  } catch {
    return nothing;
  }
}
