import { spawn } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { PlaneRefusal } from '../driver.ts';
import { exitOf } from './host.ts';

/** How long a successor waits for what a killed predecessor has left running, in seconds. */
const PATIENCE_S = 10;
/** As stdio of a child: the descriptor after the three standard ones. */
const LOCK_FD = 3;

/** Hold of a data plane: nobody else drives it until `release`. */
export interface Ownership {
  /** The locked descriptor, for programs to inherit. */
  readonly fd: number;
  release(): void;
}

/**
 * Takes the lock of a plane. It belongs to the open file, which each program that this process
 * starts inherits; so it lasts until the last of them has ended, however this process ended.
 * @throws PlaneRefusal when another process holds it and goes on holding it
 */
export async function takeOwnership(
  folder: string,
  planeId: string,
  patience = PATIENCE_S,
): Promise<Ownership> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${planeId}.lock`);
  const fd = openSync(path, 'a+', 0o600);
  try {
    const flock = spawn('flock', ['-x', '-w', String(patience), String(LOCK_FD)], {
      stdio: ['ignore', 'ignore', 'ignore', fd],
    });
    const status = await exitOf(flock);
    if (status === 1) {
      throw new PlaneRefusal(
        `process ${readFileSync(path, 'utf8').trim() || 'unknown'} drives this data plane: stop it, or give this server a store of its own`,
      );
    }
    if (status !== 0)
      throw new PlaneRefusal(`flock, of util-linux, cannot lock ${path}: ${status}`);
  } catch (error) {
    closeSync(fd);
    throw error;
  }
  ftruncateSync(fd, 0);
  writeSync(fd, `${process.pid}\n`);
  return { fd, release: () => closeSync(fd) };
}
