import { closeSync, openSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { Timer } from '#platform/clock.ts';
import { StoreUnavailable } from '../store.ts';
import { copyBytes, copyMemory } from './copy.ts';
import { FileIdentity } from './file.ts';
import { Journal } from './journal.ts';

export interface DiskOptions {
  /** As the store is known to people: its path, where a symbolic link may be on the way. */
  readonly place: string;
  /** The database file, without symbolic links; undefined in memory. */
  readonly file: string | undefined;
  readonly timer: Timer;
  /** Told when it is no longer known what is on disk. */
  readonly syncFailed: (why: StoreUnavailable) => void;
}

/** After so many pages in the log a commit moves them into the database file. */
const CHECKPOINT_PAGES = 8000;

/**
 * What an open database has on disk: the database file, and the log of what was committed since.
 */
export class Disk {
  readonly #database: DatabaseSync;
  readonly #file: string | undefined;
  readonly #journal: Journal;
  readonly #identity: FileIdentity | undefined;
  #copying: Promise<void> | undefined;
  /**
   * The database file, opened to be copied. It is closed after the database: before, that would
   * release the database's locks (https://www.sqlite.org/howtocorrupt.html, 2.2).
   */
  #opened: number | undefined;
  /** Whether the log was moved into the database file while that was copied. */
  #copySpoilt = false;

  /**
   * @throws when what the database holds cannot be brought to disk: what a process before this one
   * committed and did not answer for may be in the kernel's memory only.
   */
  constructor(database: DatabaseSync, { place, file, timer, syncFailed }: DiskOptions) {
    this.#database = database;
    this.#file = file;
    this.#autoCheckpoint(CHECKPOINT_PAGES);
    if (file !== undefined) this.#checkpoint();
    const log = file && `${file}-wal`;
    this.#journal = new Journal(log, (cause) => syncFailed(syncFailure(cause)));
    this.#identity = file && log ? new FileIdentity([place, log], timer) : undefined;
  }

  /** Resolves when every commit made before this call is on disk. */
  sync(): Promise<void> {
    return this.#journal.sync();
  }

  /** A promise that every commit so far is on disk; undefined when they all are. */
  get pending(): Promise<void> | undefined {
    return this.#journal.pending;
  }

  /** What must end before the database is closed. */
  get busy(): Promise<void> | undefined {
    return this.#journal.pending ?? this.#copying;
  }

  /**
   * Why nothing may be written to these files; by a look at them that may be some milliseconds old.
   */
  trouble(closely: boolean): StoreUnavailable | undefined {
    return closely ? this.#identity?.check() : this.#identity?.checkOften();
  }

  /**
   * Makes sure that all that was committed is on disk, and that more can be written. Call it
   * between transactions. @throws when it is not so.
   */
  async heal(): Promise<void> {
    const trouble = this.trouble(true);
    if (trouble !== undefined) throw trouble;
    await this.#journal.rewrite(this.#framesInLog()).catch((error) => {
      throw error.code === undefined ? error : syncFailure(error);
    });
    // The second way: every page of the log is written into the database file, and that is synced.
    this.#checkpoint();
    this.#journal.made();
    this.#writeNothingNew();
    this.#checkpoint();
  }

  /** Tells those who wait for a sync that it will not be known. */
  giveUp(error: Error): void {
    this.#journal.giveUp(error);
  }

  /**
   * Copies everything into a new file while others go on with their work. `exclusively` runs
   * something between transactions.
   */
  async copyTo(copy: string, exclusively: Exclusively): Promise<void> {
    while (this.#copying !== undefined) await this.#copying.catch(() => {});
    const copied = this.#copyTo(copy, exclusively).finally(() => {
      this.#copying = undefined;
    });
    this.#copying = copied;
    await copied;
  }

  close(): void {
    this.#journal.close();
    this.#database.close();
    if (this.#opened !== undefined) closeSync(this.#opened);
  }

  async #copyTo(copy: string, exclusively: Exclusively): Promise<void> {
    const file = this.#file;
    if (file === undefined) return exclusively(() => copyMemory(this.#database, copy));
    // From here on all that is committed goes to the log, and the file stays as it is.
    await exclusively(async () => {
      this.#checkpoint();
      this.#autoCheckpoint(0);
      this.#copySpoilt = false;
    });
    try {
      this.#opened ??= openSync(file, 'r');
      await copyBytes(this.#opened, copy);
      if (this.#copySpoilt) throw new StoreUnavailable('the disk failed while it was copied');
    } finally {
      await exclusively(async () => this.#autoCheckpoint(CHECKPOINT_PAGES));
    }
  }

  #autoCheckpoint(pages: number): void {
    this.#database.exec(`pragma wal_autocheckpoint = ${pages}`);
  }

  /**
   * Moves the log into the database file, and syncs both. @throws when that cannot be done whole.
   */
  #checkpoint(): void {
    this.#copySpoilt = true;
    const { busy } = this.#database.prepare('pragma wal_checkpoint(truncate)').get() as {
      busy: number;
    };
    if (busy !== 0) throw new StoreUnavailable('the log cannot be moved into the database file');
  }

  #framesInLog(): number {
    const { log } = this.#database.prepare('pragma wal_checkpoint(noop)').get() as { log: number };
    return Math.max(0, log);
  }

  /** A commit that changes nothing but takes the way of all others. */
  #writeNothingNew(): void {
    const { user_version: version } = this.#database.prepare('pragma user_version').get() as {
      user_version: number;
    };
    this.#database.exec(`pragma user_version = ${version}`);
  }
}

type Exclusively = (work: () => Promise<void>) => Promise<void>;

function syncFailure(cause: Error): StoreUnavailable {
  const { code } = cause as NodeJS.ErrnoException;
  return new StoreUnavailable(
    `the disk failed to sync the database (${code ?? cause.message} on fdatasync)`,
    { cause },
  );
}
