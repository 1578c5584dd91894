import type { EngineFailure } from './observer.ts';
import { StoreUnavailable, UniqueViolation, WriteConflict } from './store.ts';

/** How a transaction failed: by the engine, or by its own work, such as a refusal. */
export type Failure = EngineFailure | 'work';

/** PostgreSQL's error codes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const BY_CODE: Readonly<Record<string, EngineFailure>> = {
  '40001': 'conflict', // serialization_failure
  '40P01': 'conflict', // deadlock_detected
  '55P03': 'conflict', // lock_not_available: lock_timeout
  '23505': 'unique',
  '25P03': 'connection', // idle_in_transaction_session_timeout
  '26000': 'connection', // a prepared statement that the server has not: a pooler's, in between
  '25006': 'connection', // read_only_sql_transaction: the server was demoted
  '57014': 'unavailable', // query_canceled: statement_timeout
  '40003': 'unavailable', // statement_completion_unknown
  '3D000': 'unavailable', // the database is not there (yet)
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
    const known = BY_CODE[code];
    if (known !== undefined) return known;
    if (SOCKET.test(code) || code.startsWith('08') || code.startsWith('57P')) return 'connection';
    if (code.startsWith('53')) return 'unavailable'; // insufficient resources
    if (code === '0A000' && /cached plan/.test(String(message))) return 'stale';
  }
  return typeof message === 'string' && DRIVER.test(message) ? 'connection' : 'fault';
}

/** The same error in the store's words. */
export function inStoresWords(error: unknown): unknown {
  const { message } = error as Error;
  switch (failureOf(error)) {
    case 'conflict':
      return new WriteConflict(message, { cause: error });
    case 'unique':
      return new UniqueViolation(message, { cause: error });
    case 'connection':
    case 'stale':
    case 'unavailable':
      return new StoreUnavailable('the store cannot be reached', { cause: error });
    default:
      return error;
  }
}
