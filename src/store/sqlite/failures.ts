import { StoreUnavailable } from '../store.ts';

/** An error of `node:sqlite`. */
interface SqliteError extends Error {
  readonly errcode: number;
}

/** Primary result codes by which the database or its disk, not the work, is at fault. */
const UNAVAILABLE: Readonly<Record<number, string>> = {
  3: 'access to the database file is denied',
  5: 'the database file is locked',
  7: 'the process is out of memory',
  8: 'the database file is read-only',
  10: 'the disk failed to read or write the database',
  11: 'the database file is corrupt',
  13: 'the disk is full',
  14: 'the database file cannot be opened',
  15: 'the database file is locked',
  26: 'the file is not a SQLite database',
};

/** Result codes by name: https://www.sqlite.org/rescode.html */
const NAMES: Readonly<Record<number, string>> = {
  3: 'SQLITE_PERM',
  5: 'SQLITE_BUSY',
  7: 'SQLITE_NOMEM',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  15: 'SQLITE_PROTOCOL',
  26: 'SQLITE_NOTADB',
  266: 'SQLITE_IOERR_READ',
  522: 'SQLITE_IOERR_SHORT_READ',
  778: 'SQLITE_IOERR_WRITE',
  1034: 'SQLITE_IOERR_FSYNC',
  1290: 'SQLITE_IOERR_DIR_FSYNC',
  1546: 'SQLITE_IOERR_TRUNCATE',
  1802: 'SQLITE_IOERR_FSTAT',
};

const primary = (errcode: number): number => errcode % 256;

const isSqliteError = (error: unknown): error is SqliteError =>
  typeof (error as { errcode?: unknown } | null)?.errcode === 'number';

/**
 * The same error in the store's words, when it says that the engine cannot work; undefined when it
 * is about the statement or the work.
 */
export function unavailable(error: unknown): StoreUnavailable | undefined {
  if (error instanceof StoreUnavailable) return error;
  if (!isSqliteError(error)) return undefined;
  const { errcode } = error;
  const why = UNAVAILABLE[primary(errcode)];
  if (why === undefined) return undefined;
  return new StoreUnavailable(`${why} (${nameOf(errcode)})`, { cause: error });
}

/** What a failure to open a store means to somebody who starts a server. */
export function openingFailed(path: string, error: unknown): Error {
  if (!isSqliteError(error)) return error as Error;
  const { errcode, message } = error;
  const why = AT_THE_START[primary(errcode)] ?? `cannot be used: ${message}`;
  return new Error(`the store ${path} ${why} (${nameOf(errcode)})`, { cause: error });
}

const AT_THE_START: Readonly<Record<number, string>> = {
  5: 'is in use by another process',
  8: 'is read-only',
  11: 'is corrupt: start from a backup',
  13: 'cannot be used: its disk is full',
  14: 'cannot be opened',
  26: 'is not a SQLite database',
};

const nameOf = (errcode: number): string =>
  NAMES[errcode] ?? `${NAMES[primary(errcode)] ?? 'SQLite'}, code ${errcode}`;
