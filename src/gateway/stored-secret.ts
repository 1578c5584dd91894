import type { Ids } from '#platform/ids.ts';
import { query } from '#store/query.ts';
import { type Store, UniqueViolation, WriteConflict } from '#store/store.ts';

const BYTES = 32;

/** What a secret key is for. */
export type SecretName = 'page-tokens' | 'metadata-tokens';

/**
 * A secret key with which tokens are made and recognised. The store keeps it, so that a token is valid after a restart and in every process on the store. It is
 * made once, and each process reads it once.
 */
export class StoredSecret {
  readonly #store: Store;
  readonly #ids: Ids;
  readonly #id: SecretName;
  #key: Promise<Buffer> | undefined;

  constructor(store: Store, ids: Ids, id: SecretName) {
    this.#store = store;
    this.#ids = ids;
    this.#id = id;
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
    const value = (await this.#kept()) ?? (await this.#make());
    return Buffer.from(value, 'base64url');
  }

  async #make(): Promise<string> {
    const value = this.#ids.random(BYTES).toString('base64url');
    try {
      await this.#store.write((tx) => tx.insert('secret', { id: this.#id, value }));
      return value;
    } catch (error) {
      if (!(error instanceof UniqueViolation || error instanceof WriteConflict)) throw error;
      // Another process was first.
      const there = await this.#kept();
      if (there === undefined) throw error;
      return there;
    }
  }

  async #kept(): Promise<string | undefined> {
    return (await this.#store.read((tx) => tx.first(secretById, { id: this.#id })))?.value;
  }
}

const secretById = query((db, p: { id: string }) =>
  db.selectFrom('secret').selectAll().where('id', '=', p.id),
);
