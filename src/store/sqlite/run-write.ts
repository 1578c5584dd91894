import type { ResourceChange, Writer } from '../store.ts';

/** A write that waits for its turn. */
export interface WaitingWrite {
  readonly work: (tx: Writer) => Promise<unknown>;
  readonly done: (value: unknown) => void;
  readonly failed: (error: unknown) => void;
}

/** How a write ended that waits for its commit to be on disk. */
export type RunWrite =
  | {
      readonly write: WaitingWrite;
      readonly changed: boolean;
      readonly changes: readonly ResourceChange[];
      readonly value: unknown;
    }
  | { readonly write: WaitingWrite; readonly changed: boolean; readonly error: unknown };
