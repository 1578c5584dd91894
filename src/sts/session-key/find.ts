import type { Clock } from '../../clock.ts';
import { query } from '../../store/query.ts';
import type { SessionKeyRow } from '../../store/schema/session-key.ts';
import type { Store } from '../../store/store.ts';
import type { Key, Policy } from '../../world/world.ts';
import { PREFIX } from './prefix.ts';

const KEPT = 1000;

/** Finds the temporary keys that any process of this store gave out, and keeps the latest in memory. */
export class SessionKeys {
  readonly #store: Store;
  readonly #clock: Clock;
  #known = new Map<string, SessionKeyRow>();

  /** `clock` is the world's: a temporary key ends by the time in which it was given out. */
  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  find(accessKeyId: string): Key | undefined | Promise<Key | undefined> {
    if (!accessKeyId.startsWith(PREFIX)) return undefined;
    const row = this.#known.get(accessKeyId);
    return row === undefined ? this.#load(accessKeyId) : this.#key(row);
  }

  /** For a store that has been emptied. */
  forget(): void {
    this.#known = new Map();
  }

  async #load(id: string): Promise<Key | undefined> {
    const known = this.#known;
    const row = await this.#store.read((tx) => tx.first(sessionKey, { id }));
    if (row === undefined) return undefined;
    const [oldest] = known.keys();
    if (known.size >= KEPT && oldest !== undefined) known.delete(oldest);
    known.set(id, row);
    return this.#key(row);
  }

  #key(row: SessionKeyRow): Key {
    const ended = row.expires_at <= this.#clock.now();
    if (ended) this.#known.delete(row.id);
    return {
      accountId: row.account_id,
      accessKeyId: row.id,
      secretAccessKey: row.secret_access_key,
      sessionToken: row.session_token,
      // The gateway goes by the real time: all that it must know is whether the key has ended.
      ...(ended && { expiresAt: 0 }),
      principal: { type: 'AssumedRole', id: row.principal_id, trn: row.principal_trn },
      bounds: JSON.parse(row.policies) as Policy[],
    };
  }
}

const sessionKey = query((db, p: { id: string }) =>
  db.selectFrom('session_key').selectAll().where('id', '=', p.id),
);
