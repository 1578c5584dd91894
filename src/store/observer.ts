/**
 * Is told how an engine's work goes, for metrics. It is called within every request: it must be
 * quick, and must not throw.
 */
export interface StoreObserver {
  /** One commit made so many writes durable. */
  committed(writes: number): void;
  /** The engine failed a transaction, which is tried again or not. */
  failed(failure: EngineFailure, again: boolean): void;
}

/** What an error of the engine, or of the connection to it, means. */
export type EngineFailure =
  /** Another transaction was in the way: the same work may succeed when it is done again. */
  | 'conflict'
  /** A row would have broken a unique index. */
  | 'unique'
  /** The connection is at fault, not the work; another connection may succeed. */
  | 'connection'
  /** A connection's statements were prepared before a newer process changed their tables. */
  | 'stale'
  /** The database cannot be reached or takes no work now. */
  | 'unavailable'
  /** The answer to a commit was lost: nobody knows whether the change was made. */
  | 'unknown'
  | 'fault';
