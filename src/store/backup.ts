import { promises as fs, type Stats, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exportRows } from './export.ts';
import type { Migration } from './migrations/columns.ts';
import { migrations } from './migrations.ts';
import { checkCopy } from './sqlite/copy.ts';
import { type Store, StoreUnavailable } from './store.ts';

/** A copy of a store. */
export interface Backup {
  readonly file: string;
  readonly bytes: number;
}

/** A copy cannot be written there; the message says why. */
export class BackupFailed extends Error {}

/** There is a file of that name. */
export class FileExists extends BackupFailed {}

let copies = 0;

/**
 * Writes a consistent copy of a store into a new SQLite file, which `sqlite:FILE` can be started
 * from, while requests go on. The file appears when it is whole, synced and has been opened.
 *
 * @param file an absolute path; its folder must be there.
 * @throws BackupFailed, and StoreUnavailable when the store itself does not work.
 */
export function backUp(
  store: Store,
  file: string,
  schema: readonly Migration[] = migrations,
): Promise<Backup> {
  return writeNew(file, async (part) => {
    if (store.copyTo !== undefined) await store.copyTo(part);
    else await exportRows(store, part, schema);
  });
}

/** Copies a file that has such a copy into a new one, with the same promises. */
export const copyBackup = (from: string, file: string): Promise<Backup> =>
  writeNew(file, (part) => fs.copyFile(from, part));

/** `fill` writes a copy of a store into an empty file that exists. */
async function writeNew(file: string, fill: (part: string) => Promise<void>): Promise<Backup> {
  const folder = dirname(file);
  if (!isFolder(folder)) throw new BackupFailed(`there is no folder ${folder}`);
  if (await exists(file)) throw new FileExists('there is a file of that name');
  copies += 1;
  const part = join(folder, `.tenon-backup-${process.pid}-${copies}.part`);
  try {
    await (await fs.open(part, 'wx', 0o600)).close();
    await fill(part);
    await sync(part);
    checkCopy(part);
    await sync(part);
    const { size: bytes } = await fs.stat(part);
    await giveName(part, file);
    await sync(folder);
    return { file, bytes };
  } catch (error) {
    if (error instanceof StoreUnavailable || error instanceof BackupFailed) throw error;
    throw new BackupFailed((error as Error).message, { cause: error });
  } finally {
    for (const suffix of ['', '-journal', '-wal', '-shm']) {
      await fs.rm(`${part}${suffix}`, { force: true }).catch(() => {});
    }
  }
}

function isFolder(path: string): boolean {
  let stats: Stats | undefined;
  try {
    stats = statSync(path, { throwIfNoEntry: false });
  } catch {
    return false;
  }
  return stats?.isDirectory() ?? false;
}

/** Also a symbolic link that leads nowhere. */
const exists = (path: string) =>
  fs.lstat(path).then(
    () => true,
    () => false,
  );

/** Unlike a rename, a link never takes the place of a file that came meanwhile. */
async function giveName(part: string, file: string): Promise<void> {
  try {
    await fs.link(part, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new FileExists('there is a file of that name');
    // A file system without hard links.
    if (code !== 'EPERM' && code !== 'ENOSYS' && code !== 'ENOTSUP') throw error;
    if (await exists(file)) throw new FileExists('there is a file of that name');
    await fs.rename(part, file);
  }
}

async function sync(path: string): Promise<void> {
  const file = await fs.open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
