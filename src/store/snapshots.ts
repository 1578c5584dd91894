import { promises as fs, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Backup, BackupFailed, backUp, copyBackup } from './backup.ts';
import type { Migration } from './migrations/columns.ts';
import { migrations } from './migrations.ts';
import { type SnapshotRows, UnreadableSnapshot } from './snapshot-rows.ts';
import { checkCopy } from './sqlite/copy.ts';
import { MEMORY } from './sqlite/open.ts';
import { SnapshotFile } from './sqlite/snapshot-file.ts';
import type { Store } from './store.ts';
import type { StoreUrl } from './url.ts';

/** There is no snapshot of that name. */
export class NoSuchSnapshot extends Error {}

/** A snapshot as it is listed. */
export interface SnapshotInfo {
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds since the epoch, by the machine's clock. */
  readonly savedAt: number;
}

/** No name leads out of the folder, hides in it, or is long. */
export const SNAPSHOT_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const SUFFIX = '.db';

/**
 * The snapshots of a store, each a SQLite file as `backUp` writes it. Beside a store in a file they
 * stand in a folder of their own, and stay when the process ends. Those of the other engines are
 * this process's: they stand in a private temporary folder, which goes when it is closed.
 */
export class Snapshots {
  readonly #store: Store;
  readonly #schema: readonly Migration[];
  readonly #beside: string | undefined;
  #folder: string | undefined;
  #parts = 0;

  constructor(store: Store, url: StoreUrl, schema: readonly Migration[] = migrations) {
    this.#store = store;
    this.#schema = schema;
    const inFile = url.engine === 'sqlite' && url.target !== MEMORY;
    this.#beside = inFile ? `${resolve(url.target)}.snapshots` : undefined;
    this.#folder = this.#beside;
  }

  /**
   * Saves the store under a name, in the place of what had it, while requests go on.
   * @throws BackupFailed, StoreUnavailable
   */
  save(name: string): Promise<SnapshotInfo> {
    return this.#put(name, (part) => backUp(this.#store, part, this.#schema));
  }

  /**
   * Takes a file that `backUp` wrote, of whatever engine and version, under a name.
   * @throws UnreadableSnapshot, BackupFailed
   */
  import(name: string, file: string): Promise<SnapshotInfo> {
    return this.#put(name, async (part) => {
      const stats = await fs.stat(file).catch((error: Error) => {
        throw new UnreadableSnapshot(error.message, { cause: error });
      });
      if (!stats.isFile()) throw new UnreadableSnapshot('it is no file');
      // Before the copy: it says also whether somebody works on it.
      new SnapshotFile(file, this.#schema).close();
      await fs.copyFile(file, part);
      try {
        checkCopy(part);
      } catch (error) {
        throw new UnreadableSnapshot((error as Error).message, { cause: error });
      }
    });
  }

  /** The rows of a snapshot, for a restore. Close it. @throws NoSuchSnapshot, UnreadableSnapshot */
  async open(name: string): Promise<SnapshotRows> {
    await this.#require(name);
    return new SnapshotFile(this.#file(name), this.#schema);
  }

  /** In the order of their names. */
  async list(): Promise<SnapshotInfo[]> {
    if (this.#folder === undefined) return [];
    const files = await fs.readdir(this.#folder).catch(unlessMissing);
    const names = (files ?? [])
      .filter((file) => file.endsWith(SUFFIX))
      .map((file) => file.slice(0, -SUFFIX.length))
      .filter((name) => SNAPSHOT_NAME.test(name));
    const all = await Promise.all(names.sort().map((name) => this.#info(name)));
    return all.filter((each) => each !== undefined);
  }

  /** @throws NoSuchSnapshot */
  async remove(name: string): Promise<void> {
    await this.#require(name);
    await fs.rm(this.#file(name), { force: true });
  }

  /** Copies a snapshot into a new file. @throws NoSuchSnapshot, BackupFailed */
  async export(name: string, file: string): Promise<Backup> {
    await this.#require(name);
    return copyBackup(this.#file(name), file);
  }

  /** Removes what goes with this process. */
  async close(): Promise<void> {
    if (this.#beside !== undefined || this.#folder === undefined) return;
    await fs.rm(this.#folder, { recursive: true, force: true });
    this.#folder = undefined;
  }

  async #put(name: string, write: (part: string) => Promise<unknown>): Promise<SnapshotInfo> {
    checkName(name);
    this.#parts += 1;
    let part: string | undefined;
    try {
      part = join(this.#makeFolder(), `.${process.pid}-${this.#parts}.part`);
      // Left by a process of the same id that was killed.
      await fs.rm(part, { force: true });
      await write(part);
      await fs.rename(part, this.#file(name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
      throw new BackupFailed((error as Error).message, { cause: error });
    } finally {
      if (part !== undefined) await fs.rm(part, { force: true }).catch(() => {});
    }
    const info = await this.#info(name);
    if (info === undefined) throw new NoSuchSnapshot(name);
    return info;
  }

  #makeFolder(): string {
    if (this.#beside !== undefined) mkdirSync(this.#beside, { recursive: true, mode: 0o700 });
    this.#folder ??= mkdtempSync(join(tmpdir(), 'tenon-snapshots-'));
    return this.#folder;
  }

  #file(name: string): string {
    checkName(name);
    return join(this.#folder ?? '', name + SUFFIX);
  }

  async #info(name: string): Promise<SnapshotInfo | undefined> {
    const stats = await fs.stat(this.#file(name)).catch(unlessMissing);
    return stats && { name, bytes: stats.size, savedAt: Math.round(stats.mtimeMs) };
  }

  async #require(name: string): Promise<void> {
    const known = SNAPSHOT_NAME.test(name) && this.#folder !== undefined;
    if (!known || (await this.#info(name)) === undefined) throw new NoSuchSnapshot(name);
  }
}

/** Whoever asks has refused other names in words. */
function checkName(name: string): void {
  if (!SNAPSHOT_NAME.test(name)) throw new Error(`no snapshot can be called ${name}`);
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
