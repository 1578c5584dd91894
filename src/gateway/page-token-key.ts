import type { Ids } from '../ids.ts';
import { query } from '../store/query.ts';
import { type Store, UniqueViolation, WriteConflict } from '../store/store.ts';

/** The id of the row that keeps the key. */
export const PAGE_TOKEN_SECRET = 'page-tokens';
const BYTES = 32;

/**
 * The key by which page tokens are made. The store keeps it, so that a token is good after a restart
 * and in every process of the store. It is made when it is first needed, and read once.
 */
export class StoredPageTokenKey {
  readonly #store: Store;
  readonly #ids: Ids;
  #key: Promise<Buffer> | undefined;

  constructor(store: Store, ids: Ids) {
    this.#store = store;
    this.#ids = ids;
  }

  /** @throws StoreUnavailable when it cannot be read now; it is tried again when asked next. */
  readonly key = (): Promise<Buffer> => {
    this.#key ??= this.#load().catch((error) => {
      this.#key = undefined;
      throw error;
    });
    return this.#key;
  };

  async #load(): Promise<Buffer> {
    const value = (await this.#kept()) ?? (await this.#make()) ?? (await this.#kept());
    if (value === undefined) throw new Error('the key of the page tokens is not kept');
    return Buffer.from(value, 'base64url');
  }

  async #kept(): Promise<string | undefined> {
    const row = await this.#store.read((tx) => tx.first(secretById, { id: PAGE_TOKEN_SECRET }));
    return row?.value;
  }

  /** Undefined where another process was first. */
  async #make(): Promise<string | undefined> {
    const value = this.#ids.random(BYTES).toString('base64url');
    try {
      await this.#store.write((tx) => tx.insert('secret', { id: PAGE_TOKEN_SECRET, value }));
      return value;
    } catch (error) {
      if (error instanceof UniqueViolation || error instanceof WriteConflict) return undefined;
      throw error;
    }
  }
}

const secretById = query((db, p: { id: string }) =>
  db.selectFrom('secret').selectAll().where('id', '=', p.id),
);
