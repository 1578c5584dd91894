/**
 * Is told how an engine's work goes, for metrics. It is called on every request's way: it must be
 * quick, and must not throw.
 */
export interface StoreObserver {
  /** So many writes were made durable by one commit. */
  committed(writes: number): void;
  /** A transaction failed by the engine, and is done again or not. */
  failed(failure: EngineFailure, again: boolean): void;
}

/** What an error of the engine, or of the way to it, means. */
export type EngineFailure =
  /** Another transaction was in the way: the same work may succeed when it is done again. */
  | 'conflict'
  /** A row would have broken a unique index. */
  | 'unique'
  /** The connection, not the work, is at fault; another one may do. */
  | 'connection'
  /** A connection's statements were prepared before a newer process changed their tables. */
  | 'stale'
  /** The database cannot be reached or takes no work now. */
  | 'unavailable'
  /** The answer to a commit was lost: nobody knows whether the change was made. */
  | 'unknown'
  | 'fault';
