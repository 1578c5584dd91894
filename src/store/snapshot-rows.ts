import type { Tables } from './schema.ts';

/** The rows of a store as a snapshot has them. */
export interface SnapshotRows {
  /** A SQLite file that has them, of this program's version. */
  readonly file: string;
  /** The rows of a table, some at a time. @throws UnreadableSnapshot */
  pages<T extends keyof Tables>(table: T, rowsAtOnce: number): Iterable<Tables[T][]>;
  close(): void;
}

/** A file is no store, or one that this program cannot read; the message says why. */
export class UnreadableSnapshot extends Error {}
