import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Counting } from './counting.ts';
import { PROFILE } from './options.ts';
import type { Pair } from './pairs.ts';

/** A Tenon in a process of its own, and what it reported when it was ready. */
export interface Serving {
  readonly pid: number;
  readonly port: number;
  /** Pairs of an interface and an instance, of one that has made some. */
  readonly pairs?: readonly Pair[];
  /** Begins to count, or ends it and resolves to what was counted: see counting.ts. */
  count(what: Counting): Promise<unknown>;
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
      done({
        ...message,
        pid: child.pid ?? 0,
        count: (what) => count(child, what),
        stop: () => stop(child),
      }),
    );
    child.once('exit', (code) => failed(new Error(`${file} ended with ${code}`)));
  });
}

function count(child: ChildProcess, what: Counting): Promise<unknown> {
  const answered = new Promise((done) =>
    child.once('message', ({ counted }: { counted: unknown }) => done(counted)),
  );
  child.send(what);
  return answered;
}

function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  child.disconnect();
  return ended;
}
