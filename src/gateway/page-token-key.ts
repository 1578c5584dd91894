import type { Ids } from '#platform/ids.ts';
import { query } from '#store/query.ts';
import { type Reader, type Store, UniqueViolation, WriteConflict } from '#store/store.ts';

/** The id of the row that keeps the key. */
export const PAGE_TOKEN_SECRET = 'page-tokens';
const BYTES = 32;

/**
 * The secret key of page tokens. The store keeps it, so that a token is valid after a restart and
 * in every process on the store. It is made once, and each process reads it once.
 */
export class StoredPageTokenKey {
  readonly #store: Store;
  readonly #ids: Ids;
  #key: Promise<Buffer> | undefined;

  constructor(store: Store, ids: Ids) {
    this.#store = store;
    this.#ids = ids;
  }

  /** @throws StoreUnavailable when it cannot be read now; the next call tries again. */
  readonly key = (): Promise<Buffer> => {
    this.#key ??= this.#load().catch((error) => {
      this.#key = undefined;
      throw error;
    });
    return this.#key;
  };

  async #load(): Promise<Buffer> {
    const value = (await this.#store.read(kept)) ?? (await this.#make());
    return Buffer.from(value, 'base64url');
  }

  async #make(): Promise<string> {
    const value = this.#ids.random(BYTES).toString('base64url');
    try {
      await this.#store.write((tx) => tx.insert('secret', { id: PAGE_TOKEN_SECRET, value }));
      return value;
    } catch (error) {
      if (!(error instanceof UniqueViolation || error instanceof WriteConflict)) throw error;
      // Another process was first.
      const there = await this.#store.read(kept);
      if (there === undefined) throw error;
      return there;
    }
  }
}

async function kept(tx: Reader): Promise<string | undefined> {
  return (await tx.first(secretById, { id: PAGE_TOKEN_SECRET }))?.value;
}

const secretById = query((db, p: { id: string }) =>
  db.selectFrom('secret').selectAll().where('id', '=', p.id),
);
