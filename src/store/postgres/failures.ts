import type { EngineFailure } from '../observer.ts';
import { StoreUnavailable, UniqueViolation, WriteConflict } from '../store.ts';
import { nameOfCause } from './naming.ts';

/** Why a transaction failed: the engine, or its own work, such as a refusal. */
export type Failure = EngineFailure | 'work';

/**
 * What PostgreSQL's error codes mean, by code or by class (the first two characters):
 * https://www.postgresql.org/docs/current/errcodes-appendix.html. A code on neither list is this
 * program's fault.
 */
const BY_CODE: Readonly<Record<string, EngineFailure>> = {
  '40000': 'conflict', // transaction_rollback
  '40001': 'conflict', // serialization_failure
  '40P01': 'conflict', // deadlock_detected
  '55P03': 'conflict', // lock_not_available: lock_timeout
  '72000': 'conflict', // snapshot_too_old
  '23505': 'unique',
  '25006': 'connection', // read_only_sql_transaction: see `takesNoChanges`
  '25P03': 'connection', // idle_in_transaction_session_timeout
  '25P04': 'connection', // transaction_timeout
  '57P01': 'connection', // admin_shutdown
  '57P02': 'connection', // crash_shutdown
  '57P03': 'connection', // cannot_connect_now: it starts up or shuts down
  '57P04': 'connection', // database_dropped
  '57P05': 'connection', // idle_session_timeout
  '26000': 'stale', // invalid_sql_statement_name: see `losesStatements`
  '42P05': 'stale', // duplicate_prepared_statement: the same
  '57014': 'unavailable', // query_canceled: see `wasCancelled`
  '40003': 'unavailable', // statement_completion_unknown
  '42501': 'unavailable', // insufficient_privilege
  '3D000': 'unavailable', // the database is not there (yet)
  '3F000': 'unavailable', // no schema to create in
};
const BY_CLASS: Readonly<Record<string, EngineFailure>> = {
  '08': 'connection', // also all that pgbouncer itself refuses
  '28': 'unavailable', // invalid authorization: a password that was changed
  '53': 'unavailable', // insufficient resources: disk, memory, connections
  '58': 'unavailable', // system error: I/O
  XX: 'unavailable', // internal error: corrupted data or index
};

/** Errors of the socket, by Node's names. */
const SOCKET =
  /^(ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|ENOENT)$/;

/** Errors of the driver, which have no code. */
const DRIVER =
  /connection terminated|terminating connection|connection error|client was closed|client has encountered|timeout exceeded when trying to connect|read timeout|timeout expired/i;

export function failureOf(error: unknown): EngineFailure {
  if (error instanceof StoreUnavailable) return 'unavailable';
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string') {
    const known = BY_CODE[code] ?? (code.length === 5 ? BY_CLASS[code.slice(0, 2)] : undefined);
    if (known !== undefined) return known;
    if (SOCKET.test(code) || takesNoChanges(error)) return 'connection';
    if (hasOutdatedPlan(error)) return 'stale';
  }
  return typeof message === 'string' && DRIVER.test(message) ? 'connection' : 'fault';
}

/** Whether somebody else held a row, or a table, for longer than `lock_timeout`. */
export const isLockTimeout = (error: unknown): boolean =>
  (error as { readonly code?: unknown }).code === '55P03';

/** Whether the database has no room for one more connection, or is about to take some again. */
export const passesSoon = (error: unknown): boolean =>
  ['53300', '57P03'].includes(String((error as { readonly code?: unknown }).code));

/**
 * Whether the server ended a statement: by statement_timeout, because somebody asked it to, or since
 * the time for one lock was over just when it went on to wait for the next, which it tells in the
 * same words.
 */
export const wasCancelled = (error: unknown): boolean =>
  (error as { readonly code?: unknown }).code === '57014';

interface ServerError {
  readonly code?: unknown;
  /** The server's function that raises the error: messages may be in any language. */
  readonly routine?: unknown;
}

/** Whether a statement's plan was made before its tables changed. */
function hasOutdatedPlan(error: unknown): boolean {
  const { code, routine } = error as ServerError;
  return code === '0A000' && routine === 'RevalidateCachedQuery';
}

/**
 * Whether the server is a standby, or was told to take no changes: the connection once led to the
 * primary, or goes through something that now leads elsewhere. A standby refuses to begin a
 * transaction that may write (0A000, feature_not_supported), and every statement that would write
 * (25006).
 */
export function takesNoChanges(error: unknown): boolean {
  const { code, routine } = error as ServerError;
  if (code === '25006') return true;
  return code === '0A000' && typeof routine === 'string' && MODE_REFUSED.test(routine);
}

const MODE_REFUSED = /^(call_(bool|enum)_check_hook|GetSerializableTransactionSnapshot)$/;

/**
 * Whether the server does not know a statement that this connection has prepared, or knows one that
 * it has not: a pooler in between gives each transaction another session of the server.
 */
export function losesStatements(error: unknown): boolean {
  return ['26000', '42P05'].includes(String((error as ServerError).code));
}

/** An error while connecting: whatever it is, there is no store to work on. */
export function whileConnecting(error: unknown): unknown {
  return failureOf(error) === 'fault' ? outOfReach(error as Error) : error;
}

/** The cause keeps the engine's own words, for the log. */
function outOfReach(error: Error): StoreUnavailable {
  const named = nameOfCause(error);
  if (named === undefined) {
    return new StoreUnavailable('the store cannot be reached', { cause: error });
  }
  const explained = new Error(`${error.message}: ${named}`, { cause: error });
  return new StoreUnavailable(`the store cannot be reached: ${named}`, { cause: explained });
}

/** The same error in the store's terms. */
export function inStoresWords(error: unknown): unknown {
  if (error instanceof StoreUnavailable) return error;
  const { message } = error as Error;
  switch (failureOf(error)) {
    case 'conflict':
      return new WriteConflict(message, { cause: error });
    case 'unique':
      return new UniqueViolation(message, { cause: error });
    case 'connection':
    case 'stale':
    case 'unavailable':
      return outOfReach(error as Error);
    default:
      return error;
  }
}
