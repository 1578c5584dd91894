import { closeSync, fdatasync, openSync } from 'node:fs';

/**
 * Brings commits to disk. SQLite's own sync would hold up the whole process for as long as the
 * disk takes; here the write-ahead log is synced beside it, one sync at a time, each for all
 * commits before it.
 *
 * Why this is as safe as `synchronous = full`: in WAL mode a commit is frames appended to the log,
 * and recovery takes every frame up to the last whole commit. SQLite's `normal` leaves out only the
 * sync of those frames at commit, which is done here before anybody is answered; it still syncs
 * the log before a checkpoint and the database after it (https://www.sqlite.org/wal.html).
 */
export class Journal {
  readonly #log: number | undefined;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #failure: Error | undefined;

  /** `path` of the write-ahead log; without one there is no disk, and every commit is as good as synced. */
  constructor(path?: string) {
    this.#log = path === undefined ? undefined : openSync(path, 'r');
  }

  /** Resolves when every commit made before this call is on disk. */
  sync(): Promise<void> {
    if (this.#log === undefined) return DONE;
    // A sync under way may have begun before the commit: the one after it has not.
    if (this.#running === undefined) return this.#begin();
    this.#next ??= this.#running.then(
      () => this.#begin(),
      () => this.#begin(),
    );
    return this.#next;
  }

  /** A promise that every commit so far is on disk; undefined when they all are. */
  get pending(): Promise<void> | undefined {
    return this.#next ?? this.#running;
  }

  close(): void {
    if (this.#log !== undefined) closeSync(this.#log);
  }

  #begin(): Promise<void> {
    this.#next = undefined;
    const sync = new Promise<void>((done, failed) => {
      // After a failed sync nobody knows what is on disk: nothing more may be promised.
      if (this.#failure !== undefined) return failed(this.#failure);
      fdatasync(this.#log as number, (error) => {
        if (error === null) return done();
        this.#failure = error;
        failed(error);
      });
    }).finally(() => {
      if (this.#running === sync) this.#running = undefined;
    });
    this.#running = sync;
    return sync;
  }
}

const DONE = Promise.resolve();
