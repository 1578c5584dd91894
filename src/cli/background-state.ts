import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { CliError, codeOf } from './error.ts';
import { identityOf, isRunning } from './process-identity.ts';
import { stateFolder } from './state-folder.ts';

const schema = z.object({
  name: z.string(),
  pid: z.int().positive(),
  /** What tells the process from another one with the same id. */
  process: z.string(),
  /** '' while it starts. */
  url: z.string(),
  logFile: z.string(),
  startedAt: z.string(),
  version: z.string(),
});

/** A server in the background, as `tenon start` has left it in the user's state folder. */
export type BackgroundServer = z.infer<typeof schema>;

const folder = () => join(stateFolder(), 'servers');
const fileOf = (name: string) => join(folder(), `${name}.json`);
export const logFileOf = (name: string): string => join(folder(), `${name}.log`);

/** Makes the folder of servers, which this user alone may look into. @throws CliError */
export function makeServerFolder(): void {
  try {
    mkdirSync(folder(), { recursive: true, mode: 0o700 });
    chmodSync(folder(), 0o700);
  } catch (error) {
    throw new CliError(`the state folder cannot be made: ${(error as Error).message}`);
  }
}

/** What is known of a server; undefined when there is nothing, or nothing that can be read. */
export function findServer(name: string): BackgroundServer | undefined {
  try {
    return schema.safeParse(JSON.parse(readFileSync(fileOf(name), 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** Of every server, by name. */
export function findServers(): BackgroundServer[] {
  try {
    return readdirSync(folder())
      .filter((file) => file.endsWith('.json'))
      .sort()
      .flatMap((file) => findServer(file.slice(0, -'.json'.length)) ?? []);
  } catch {
    return [];
  }
}

/** Whether it runs. Another program that has got its process id since then is not it. */
export const runs = ({ pid, process }: BackgroundServer): boolean => isRunning(pid, process);

/**
 * Reserves the name for this process, which is about to start the server. What is left of a server
 * that has ended is put aside.
 * @throws CliError when a server of that name runs.
 */
export function reserveName(name: string, version: string): void {
  const own = { name, url: '', logFile: logFileOf(name), version };
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      const text = textOf({ ...own, ...processOf(process.pid), startedAt: '' });
      writeFileSync(fileOf(name), text, { flag: 'wx', mode: 0o600 });
      return;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') {
        throw new CliError(`the state of the server cannot be kept: ${(error as Error).message}`);
      }
    }
    const there = findServer(name);
    if (there !== undefined && runs(there)) {
      const where = there.url === '' ? 'is being started' : `runs at ${there.url}`;
      throw new CliError(`a server called ${name} ${where} already (process ${there.pid})`);
    }
    rmSync(fileOf(name), { force: true });
  }
  throw new CliError(`the state of the server ${name} is being written by another process`);
}

/** Keeps what is known of a server that has started. */
export function keepServer(server: Omit<BackgroundServer, 'process'>): BackgroundServer {
  const whole = { ...server, ...processOf(server.pid) };
  const file = fileOf(server.name);
  writeFileSync(`${file}.new`, textOf(whole), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return whole;
}

export const forgetServer = (name: string): void => rmSync(fileOf(name), { force: true });

const processOf = (pid: number) => ({ pid, process: identityOf(pid) });
const textOf = (server: BackgroundServer) => `${JSON.stringify(server, null, 2)}\n`;
