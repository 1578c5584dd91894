import { accountName } from '#control/accounts.ts';
import type { TenonServer } from '#server.ts';
import { BackupFailed } from '#store/backup.ts';
import { UnreadableSnapshot } from '#store/snapshot-rows.ts';
import { NoSuchSnapshot, SNAPSHOT_NAME } from '#store/snapshots.ts';
import { StoreUnavailable } from '#store/store.ts';
import { NoSuchAccount } from '#world/accounts.ts';
import { LibraryError, storeFailure } from './error.ts';

/** An account of its own; src/index.ts says it to programs. */
export interface OwnAccount {
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  reset(): Promise<void>;
  remove(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface SavedSnapshot {
  readonly name: string;
  restore(): Promise<void>;
  remove(): Promise<void>;
}

/** Makes an account. @throws LibraryError */
export async function makeAccount(
  { control: { accounts, settled } }: TenonServer,
  whileOpen: () => void,
  name = '',
): Promise<OwnAccount> {
  if (name !== '') {
    const wrong = accountName.safeParse(name).error?.issues[0];
    if (wrong !== undefined) throw new LibraryError('InvalidName', [`name: ${wrong.message}`]);
  }
  const made = await inWords(accounts.make(name));
  const { id: accountId, access_key_id: accessKeyId, secret_access_key: secretAccessKey } = made;
  const remove = async () => {
    whileOpen();
    await inWords(accounts.remove(accountId));
  };
  return {
    accountId,
    accessKeyId,
    secretAccessKey,
    async reset() {
      whileOpen();
      await inWords(accounts.reset(accountId));
      await settled();
    },
    remove,
    async [Symbol.asyncDispose]() {
      await remove().catch((error: unknown) => {
        const isGone = error instanceof LibraryError && ['Gone', 'Closed'].includes(error.code);
        if (!isGone) throw error;
      });
    },
  };
}

/** Saves everything under a name. @throws LibraryError */
export async function saveSnapshot(
  { control: { snapshots } }: TenonServer,
  whileOpen: () => void,
  name: string,
): Promise<SavedSnapshot> {
  if (typeof name !== 'string' || !SNAPSHOT_NAME.test(name)) {
    const why = 'a name is 1 to 64 letters, digits and . _ -, the first a letter or a digit';
    throw new LibraryError('InvalidName', [`name: ${why}`]);
  }
  await inWords(snapshots.save(name));
  const whenOpen = (work: () => Promise<void>) => async () => {
    whileOpen();
    await inWords(work());
  };
  return {
    name,
    restore: whenOpen(() => snapshots.restore(name)),
    remove: whenOpen(() => snapshots.remove(name)),
  };
}

/** @throws LibraryError in place of what a program can tell. */
async function inWords<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof StoreUnavailable) throw storeFailure(error);
    const { message } = error as Error;
    if (error instanceof NoSuchAccount) throw new LibraryError('Gone', [`no account ${message}`]);
    if (error instanceof NoSuchSnapshot) throw new LibraryError('Gone', [`no snapshot ${message}`]);
    if (error instanceof BackupFailed || error instanceof UnreadableSnapshot) {
      throw new LibraryError('SnapshotFailed', [message], { cause: error });
    }
    throw error;
  }
}
