import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeWorld } from '#world/make.ts';
import { SdkClient } from '../support/client.ts';
import type { HISTORIES } from '../support/history.ts';

export type History = keyof typeof HISTORIES;

/** A server in a process of its own. */
export interface Process {
  readonly host: string;
  readonly client: SdkClient;
  /** The faults that it has reported. */
  said(): string;
  /**
   * Stops the process as a supervisor does: it answers what has arrived. Resolves to its exit code.
   */
  stop(): Promise<number>;
}

/** A process that ended before it listened: its exit code or signal, and its output. */
export class Ended extends Error {}

const [key] = makeWorld().accounts[0]?.keys ?? [];

/** @throws Ended */
export async function start(store: string, history: History): Promise<Process> {
  if (key === undefined) throw new Error('the default world has a key');
  const child = fork(fileURLToPath(new URL('./child.ts', import.meta.url)), [], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: {
      ...process.env,
      UPGRADE_STORE: store,
      UPGRADE_HISTORY: history,
      // Starting takes most of the time, so the sources are compiled once.
      NODE_COMPILE_CACHE: join(process.env.TENON_TEST_SCRATCH ?? tmpdir(), 'compiled'),
    },
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  const ended = once(child, 'close');
  const host = await Promise.race([
    once(child, 'message').then(([message]) => (message as { host: string }).host),
    ended.then(([code, signal]) => {
      throw new Ended(`${code ?? signal}: ${said}`);
    }),
  ]);
  return {
    host,
    client: new SdkClient(host, key),
    said: () => said,
    async stop() {
      child.kill('SIGTERM');
      return exitOf(child, ended);
    },
  };
}

async function exitOf(child: ChildProcess, ended: Promise<unknown[]>): Promise<number> {
  await ended;
  return child.exitCode ?? -1;
}
