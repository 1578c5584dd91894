import type { StoreUnavailable } from './store.ts';

/** What an engine tells whoever runs the server, for the log. */
export interface StoreEvents {
  /** Something about the store should be looked at; it works all the same. */
  warned?(message: string): void;
  /** The store at `place` takes no work, or none but reads, until it has recovered. */
  failed?(place: string, why: StoreUnavailable): void;
  /** It takes work again. */
  recovered?(place: string): void;
  /**
   * Clients wait to hear of commits of which nobody knows whether they are on disk, and it is not going
   * to be known soon. Whoever owns the process ends it now, so that they see their connections cut: no
   * answer would be true. When this returns they are told {@link OutcomeUnknown}.
   */
  lost?(place: string, why: StoreUnavailable): void;
}
