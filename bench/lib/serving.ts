import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { PROFILE } from './options.ts';
import type { Pair } from './pairs.ts';

/** A Tenon in a process of its own, and what it reported when it was ready. */
export interface Serving {
  readonly pid: number;
  readonly port: number;
  /** Pairs of an interface and an instance, of one that has made some. */
  readonly pairs?: readonly Pair[];
  stop(): Promise<void>;
}

/** Starts a file of this folder, and waits until it serves. */
export function serving(
  file: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Serving> {
  const child = fork(fileURLToPath(new URL(`./${file}`, import.meta.url)), [], {
    env: { ...process.env, ...env },
    execArgv: PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${PROFILE}`] : [],
  });
  return new Promise((done, failed) => {
    child.once('message', (message: Pick<Serving, 'port' | 'pairs'>) =>
      done({ ...message, pid: child.pid ?? 0, stop: () => stop(child) }),
    );
    child.once('exit', (code) => failed(new Error(`${file} ended with ${code}`)));
  });
}

function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  child.disconnect();
  return ended;
}
