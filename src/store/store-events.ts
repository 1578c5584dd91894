import type { StoreUnavailable } from './store.ts';

/** What an engine reports to the operator, in the log. */
export interface StoreEvents {
  /** Somebody should look at the store, though it works. */
  warned?(message: string): void;
  /** The store at `place` does nothing, or only reads, until it has recovered. */
  failed?(place: string, why: StoreUnavailable): void;
  /** It works again. */
  recovered?(place: string): void;
  /**
   * Clients wait for the outcome of commits, and nobody will soon know whether these are on disk.
   * The owner of the process should end it here, so that the clients see their connections cut,
   * since no answer would be true. When this returns, they are told {@link OutcomeUnknown}.
   */
  lost?(place: string, why: StoreUnavailable): void;
}
