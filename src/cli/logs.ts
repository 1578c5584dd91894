import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { findServer, logFileOf, runs } from './background-state.ts';
import { CliError } from './error.ts';
import { outliveReaders } from './terminal.ts';

export interface LogsOptions {
  readonly name: string;
  readonly follow?: boolean;
  readonly json?: boolean;
}

const PAUSE_MS = 200;

/**
 * Prints what a server in the background has said since it was started, also when it has ended.
 * With `follow` it goes on until the server ends or nobody reads.
 */
export async function logs({ name, follow, json }: LogsOptions): Promise<void> {
  const file = logFileOf(name);
  if (json) {
    const lines = read(file, name).split('\n');
    if (lines.at(-1) === '') lines.pop();
    console.log(JSON.stringify({ name, logFile: file, lines }, null, 2));
    return;
  }
  if (!follow) {
    process.stdout.write(read(file, name));
    return;
  }
  let gone = false;
  outliveReaders(() => {
    gone = true;
  });
  const fd = open(file, name);
  try {
    for (;;) {
      const server = findServer(name);
      const ended = server === undefined || !runs(server);
      // What it said last is there when it has ended.
      for (let text = next(fd); text.length > 0; text = next(fd)) process.stdout.write(text);
      if (ended || gone) return;
      await setTimeout(PAUSE_MS);
    }
  } finally {
    closeSync(fd);
  }
}

function next(fd: number): Buffer {
  const buffer = Buffer.alloc(65_536);
  return buffer.subarray(0, readSync(fd, buffer));
}

const read = (file: string, name: string) => orExplain(() => readFileSync(file, 'utf8'), name);
const open = (file: string, name: string) => orExplain(() => openSync(file, 'r'), name);

function orExplain<T>(look: () => T, name: string): T {
  try {
    return look();
  } catch (error) {
    throw new CliError(`there is no log of a server called ${name}: ${(error as Error).message}`);
  }
}
