import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A path of this checkout. */
export const path = (relative: string): string =>
  fileURLToPath(new URL(`../../${relative}`, import.meta.url));

/** What is built of sources. */
export interface Product {
  readonly name: string;
  /** The file that is there once it is whole, and as old as the sources that it was made of. */
  readonly file: string;
  /** Folders and files. */
  readonly sources: readonly string[];
  readonly build: () => void | Promise<void>;
}

/**
 * Builds what is missing or older than its sources. Where several processes want it at the same time,
 * such as workers of tests and a server, one builds and the others wait.
 * @param told called before it builds
 * @throws when it cannot be built
 */
export async function freshen(
  product: Product,
  told: (why: 'missing' | 'stale') => void,
): Promise<void> {
  if (stateOf(product) === 'fresh') return;
  await locked(path(`dist/${product.name}.lock`), async () => {
    const state = stateOf(product);
    if (state === 'fresh') return;
    told(state);
    await product.build();
  });
}

function stateOf({ file, sources }: Product): 'missing' | 'stale' | 'fresh' {
  const built = statSync(file, { throwIfNoEntry: false });
  if (built === undefined) return 'missing';
  const isNewer = (name: string) => statSync(name).mtimeMs > built.mtimeMs;
  return sources.flatMap(filesOf).some(isNewer) ? 'stale' : 'fresh';
}

function filesOf(source: string): string[] {
  if (!statSync(source).isDirectory()) return [source];
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.includes('.test.'))
    .map((name) => join(source, name));
}

const WAIT_MS = 100;

/** Does the work while no other process does the like in this checkout. */
async function locked(lock: string, work: () => Promise<void>): Promise<void> {
  mkdirSync(dirname(lock), { recursive: true });
  while (!takeLock(lock)) await setTimeout(WAIT_MS);
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function takeLock(lock: string): boolean {
  try {
    const file = openSync(lock, 'wx');
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    // One that was killed has left its lock behind.
    if (!isAlive(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function isAlive(lock: string): boolean {
  try {
    const holder = Number(readFileSync(lock, 'utf8'));
    // It has no number yet for a moment.
    return holder === 0 || process.kill(holder, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
