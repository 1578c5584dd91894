import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Timer } from '#platform/clock.ts';
import { StoreUnavailable } from '../store.ts';

/** The one folder that is made when it is missing: where `npm start` keeps its store. */
const OWN_FOLDER = '.tenon';
/** Private keys and session secrets are inside: they are for the owner of the process alone. */
const OWNER_ONLY = 0o600;
const OWNER_ONLY_FOLDER = 0o700;
const OTHERS = 0o077;
/** SQLite's files beside the database. */
const BESIDE = ['-wal', '-shm', '-journal'];

/**
 * Makes the database file, when there is none, and sees to it that nobody else may read it.
 * Resolves symbolic links: SQLite keeps its log beside the real file.
 *
 * @param warn is told of files that others may read and that cannot be changed.
 * @throws with one clear line when the file cannot be used.
 */
export function prepareFile(path: string, warn: (message: string) => void): string {
  const file = resolve(path);
  prepareFolder(path, dirname(file), warn);
  createIfMissing(path, file);
  const real = realpathSync(file);
  const stats = statSync(real);
  if (stats.isDirectory()) throw new Error(`the store ${path} is a folder, not a file`);
  try {
    accessSync(real, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw new Error(`the store ${path} may not be read and written (${codeOf(error)})`, {
      cause: error,
    });
  }
  for (const each of ['', ...BESIDE]) tighten(`${real}${each}`, OWNER_ONLY, warn);
  return real;
}

function prepareFolder(path: string, folder: string, warn: (message: string) => void): void {
  if (basename(folder) === OWN_FOLDER && existsSync(dirname(folder))) {
    try {
      mkdirSync(folder, { recursive: true, mode: OWNER_ONLY_FOLDER });
    } catch (error) {
      throw new Error(`the store ${path}: the folder ${folder} cannot be made (${codeOf(error)})`, {
        cause: error,
      });
    }
    tighten(folder, OWNER_ONLY_FOLDER, warn);
  }
  if (!look(folder)?.isDirectory()) {
    throw new Error(`the store ${path}: there is no folder ${folder}: make it, or mend the path`);
  }
}

/**
 * A file that exists is not opened: closing it again would release the locks that another store of
 * this process has on it (https://www.sqlite.org/howtocorrupt.html, 2.2).
 */
function createIfMissing(path: string, file: string): void {
  if (existsSync(file)) return;
  try {
    // Follows a symbolic link whose file is not there yet.
    closeSync(openSync(file, constants.O_CREAT | constants.O_RDWR, OWNER_ONLY));
  } catch (error) {
    throw new Error(`the store ${path} cannot be made (${codeOf(error)})`, { cause: error });
  }
}

function tighten(path: string, mode: number, warn: (message: string) => void): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined || process.platform === 'win32' || (stats.mode & OTHERS) === 0) return;
  try {
    chmodSync(path, mode);
  } catch (error) {
    warn(`${path} holds private keys, and others may read it: ${codeOf(error)} on chmod`);
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

/** How long a look at the files is good for, where a look each time would cost too much. */
const GOOD_FOR_MS = 10;

/** Notices when the files that a store works on are no longer those at their paths. */
export class FileIdentity {
  readonly #timer: Timer;
  readonly #files: readonly { readonly path: string; readonly stats: Stats | undefined }[];
  #lookedAt = Number.NEGATIVE_INFINITY;
  #found: StoreUnavailable | undefined;

  /** `paths` as they were named: where one is a symbolic link, its target may be changed, too. */
  constructor(paths: readonly string[], timer: Timer) {
    this.#timer = timer;
    this.#files = paths.map((path) => ({ path, stats: look(path) }));
  }

  /** Why the store may not work on; undefined when all is as it was. */
  check(): StoreUnavailable | undefined {
    this.#lookedAt = this.#timer();
    for (const { path, stats } of this.#files) {
      const now = look(path);
      if (now === undefined) return this.#is(`the file ${path} is gone`);
      if (now.ino !== stats?.ino || now.dev !== stats.dev) {
        return this.#is(`the file ${path} was replaced by another`);
      }
    }
    this.#found = undefined;
    return undefined;
  }

  /** The same, by a look that may be some milliseconds old. */
  checkOften(): StoreUnavailable | undefined {
    return this.#timer() - this.#lookedAt < GOOD_FOR_MS ? this.#found : this.check();
  }

  #is(why: string): StoreUnavailable {
    if (this.#found?.message !== why) this.#found = new StoreUnavailable(why);
    return this.#found;
  }
}

function look(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // A folder on the way to it is gone, or no longer one.
    return undefined;
  }
}
