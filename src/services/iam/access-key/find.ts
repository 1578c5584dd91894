import { findAccount, findKey } from '#core/account.ts';
import type { Clock } from '#platform/clock.ts';
import { type Reader, type Store, StoreUnavailable, WriteConflict } from '#store/store.ts';
import type { AccessKey, World } from '#world/world.ts';
import { permissionsOfUser } from '../policy/permissions.ts';
import { userById } from '../user/rows.ts';
import { userTrn } from '../user/view.ts';
import { accessKeyById, noteKeyUse } from './rows.ts';

/** The prefix of the vendor's lasting keys; by their length they are none of an account's own. */
export const PREFIX = 'AKLT';
export const KEY_BYTES = 20;
const KEY = new RegExp(`^${PREFIX}[0-9a-f]{${KEY_BYTES * 2}}$`);

/** How late a later use may be kept: GetAccessKeyLastUsed need not be exact. */
const USE_KEPT_FOR = 15 * 60 * 1000;
const KEPT_AT_MOST = 10_000;

/**
 * A key that iam has made, with what its user may do now; undefined when there is none that is
 * active.
 */
export async function findUserKey(
  tx: Reader,
  world: Pick<World, 'account'>,
  accessKeyId: string,
): Promise<AccessKey | undefined> {
  if (!KEY.test(accessKeyId)) return undefined;
  const row = await tx.first(accessKeyById, { id: accessKeyId });
  if (row === undefined || row.status !== 'active') return undefined;
  if ((await findAccount(tx, world, row.account_id)) === undefined) return undefined;
  const key = {
    accountId: row.account_id,
    accessKeyId,
    secretAccessKey: row.secret_access_key,
  };
  if (row.user_id === '') return key;
  const user = await tx.first(userById, { id: row.user_id, account_id: row.account_id });
  if (user === undefined) return undefined;
  return {
    ...key,
    principal: { type: 'User', id: user.id, trn: userTrn(user) },
    policy: await permissionsOfUser(tx, user.id),
  };
}

/** A lasting key that exists now: the account's own, or one that iam has made. */
export async function findLastingKey(
  tx: Reader,
  world: Pick<World, 'account' | 'key'>,
  accessKeyId: string,
): Promise<AccessKey | undefined> {
  return (await findKey(tx, world, accessKeyId)) ?? findUserKey(tx, world, accessKeyId);
}

/**
 * Finds the keys that iam has made in any process on this store. Each use asks the store, so that a
 * key that is inactive or deleted, and a right that is withdrawn, are so at once and everywhere.
 */
export class UserKeys {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #world: World;
  /** When a use of each key was kept last by this process. */
  readonly #kept = new Map<string, number>();

  /** `clock` is the world's. */
  constructor(store: Store, clock: Clock, world: World) {
    this.#store = store;
    this.#clock = clock;
    this.#world = world;
  }

  find(accessKeyId: string): undefined | Promise<AccessKey | undefined> {
    if (!KEY.test(accessKeyId)) return undefined;
    return this.#store.read((tx) => findUserKey(tx, this.#world, accessKeyId));
  }

  /** Keeps that a key was used, at most once in some minutes; undefined when there is nothing to do. */
  noteUse({ accessKeyId }: AccessKey, service: string, region: string): Promise<void> | undefined {
    const now = this.#clock.now();
    const kept = this.#kept.get(accessKeyId) ?? Number.NEGATIVE_INFINITY;
    if (!KEY.test(accessKeyId) || Math.abs(now - kept) < USE_KEPT_FOR) return undefined;
    if (this.#kept.size >= KEPT_AT_MOST) this.#kept.clear();
    this.#kept.set(accessKeyId, now);
    return this.#keep(accessKeyId, service, region);
  }

  /** A store that only reads, or is away, keeps nobody from using the key. */
  async #keep(id: string, service: string, region: string): Promise<void> {
    try {
      await this.#store.write((tx) => tx.run(noteKeyUse, { id, service, region, now: tx.now }));
    } catch (error) {
      if (!(error instanceof StoreUnavailable || error instanceof WriteConflict)) throw error;
      this.#kept.delete(id);
    }
  }
}
