import { closeSync, fdatasync, openSync } from 'node:fs';
import { rewriteLog } from './log.ts';

const DONE = Promise.resolve();

/**
 * Brings commits to disk. SQLite's own sync would block the whole process for as long as the disk
 * takes. Here the write-ahead log is synced off the event loop, one sync at a time, each for all
 * commits before it.
 *
 * Why this is as safe as `synchronous = full`: in WAL mode a commit is frames appended to the log,
 * and recovery takes every frame up to the last whole commit. SQLite's `normal` leaves out only the
 * sync of those frames at commit, which is done here before anybody is answered; it still syncs the
 * log before a checkpoint and the database after it (https://www.sqlite.org/wal.html).
 *
 * After a sync that failed nobody knows what is on disk: the kernel may have marked the pages
 * clean, so that the next sync succeeds and proves nothing. Those who wait go on waiting until the
 * commits are made durable in another way, or are given up: see the methods below.
 */
export class Journal {
  readonly #log: number | undefined;
  readonly #failed: (error: Error) => void;
  /** Who waits for the sync that is under way, or that failed. */
  #running: PromiseWithResolvers<void> | undefined;
  #next: PromiseWithResolvers<void> | undefined;
  /** Resolves when the outcome of the last sync is known. */
  #attempt: Promise<void> = DONE;

  /**
   * `path` is that of the write-ahead log; without one there is no disk, and every commit counts as
   * synced. `failed` is called when a sync fails; no other sync begins after that.
   */
  constructor(path: string | undefined, failed: (error: Error) => void) {
    this.#log = path === undefined ? undefined : openSync(path, 'r+');
    this.#failed = failed;
  }

  /** Resolves when every commit made before this call is on disk. */
  sync(): Promise<void> {
    if (this.#log === undefined) return DONE;
    // The sync that is under way may have begun before the commit; the next one begins after it.
    this.#next ??= Promise.withResolvers();
    const { promise } = this.#next;
    if (this.#running === undefined) this.#begin(this.#log);
    return promise;
  }

  /** A promise that every commit so far is on disk; undefined when they all are. */
  get pending(): Promise<void> | undefined {
    return (this.#next ?? this.#running)?.promise;
  }

  /**
   * Writes the first `frames` of the log again and syncs it, if anybody waits for that.
   * @throws when the disk fails, or the log does not hold what was written.
   */
  async rewrite(frames: number): Promise<void> {
    await this.#attempt;
    if (this.#log !== undefined && this.pending) await rewriteLog(this.#log, frames);
  }

  /** Every commit so far has been made durable in another way: all who wait are answered. */
  made(): void {
    for (const waiting of this.#takeWaiting()) waiting.resolve();
  }

  /** The outcome of the commits so far will not be known: all who wait are told so. */
  giveUp(error: Error): void {
    for (const waiting of this.#takeWaiting()) waiting.reject(error);
  }

  close(): void {
    if (this.#log !== undefined) closeSync(this.#log);
  }

  #takeWaiting(): PromiseWithResolvers<void>[] {
    const waiting = [this.#running, this.#next].filter((each) => each !== undefined);
    this.#running = undefined;
    this.#next = undefined;
    return waiting;
  }

  #begin(log: number): void {
    const sync = this.#next;
    this.#running = sync;
    this.#next = undefined;
    this.#attempt = new Promise((ended) => {
      fdatasync(log, (error) => {
        ended();
        // It remains the running sync, so that no other begins.
        if (error !== null) return this.#failed(error);
        this.#running = undefined;
        sync?.resolve();
        if (this.#next !== undefined) this.#begin(log);
      });
    });
  }
}
