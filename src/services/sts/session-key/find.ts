import { findAccount } from '#core/account.ts';
import type { Clock } from '#platform/clock.ts';
import { findLastingKey } from '#services/iam/access-key/find.ts';
import { permissionsOfRole } from '#services/iam/policy/permissions.ts';
import { roleById } from '#services/iam/role/rows.ts';
import { query } from '#store/query.ts';
import type { SessionKeyRow } from '#store/schema/session-key.ts';
import type { Reader, Store } from '#store/store.ts';
import type { AccessKey, Policy, World } from '#world/world.ts';
import { PREFIX } from './prefix.ts';

/**
 * Finds the temporary keys that any process on this store made. Each use asks the store: a key
 * cached in memory would outlive a reset by another process.
 */
export class SessionKeys {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #world: World;

  /** `clock` is the world's, which also gave the time at which the key was made. */
  constructor(store: Store, clock: Clock, world: World) {
    this.#store = store;
    this.#clock = clock;
    this.#world = world;
  }

  find(accessKeyId: string): undefined | Promise<AccessKey | undefined> {
    return accessKeyId.startsWith(PREFIX) ? this.#load(accessKeyId) : undefined;
  }

  async #load(id: string): Promise<AccessKey | undefined> {
    return this.#store.read(async (tx) => {
      const row = await tx.first(sessionKey, { id });
      return row && this.#key(tx, row);
    });
  }

  /** Undefined when what the key depends on is no longer there. */
  async #key(tx: Reader, row: SessionKeyRow): Promise<AccessKey | undefined> {
    const root = await findLastingKey(tx, this.#world, row.root_key_id);
    if (row.root_key_id !== '' && root === undefined) return undefined;
    const role = await this.#role(tx, row, root);
    if (role === undefined) return undefined;
    const { policy } = role;
    const ended = row.expires_at <= this.#clock.now();
    const expiresAt = ended ? 0 : root?.expiresAt;
    return {
      accountId: row.account_id,
      accessKeyId: row.id,
      secretAccessKey: row.secret_access_key,
      sessionToken: row.session_token,
      // The gateway uses the real time, so it is only told whether the key has ended.
      ...(expiresAt !== undefined && { expiresAt }),
      principal: { type: 'AssumedRole', id: row.principal_id, trn: row.principal_trn },
      // Rights that have been withdrawn since are withdrawn from existing keys too.
      bounds: [...(JSON.parse(row.policies) as Policy[]), ...(policy ? [policy] : [])],
      session: { rootKeyId: row.root_key_id, endsAt: row.expires_at },
    };
  }

  /** What the role of a key may do now; undefined when there is no such role any more. */
  async #role(
    tx: Reader,
    row: SessionKeyRow,
    root: AccessKey | undefined,
  ): Promise<{ readonly policy?: Policy | undefined } | undefined> {
    const account = await findAccount(tx, this.#world, row.account_id);
    if (account === undefined) return undefined;
    if (row.role_id !== '') {
      const made = await tx.first(roleById, { id: row.role_id });
      return made && { policy: await permissionsOfRole(tx, made.id) };
    }
    // When the world lists no roles, a role may do what its caller may do.
    if (account.roles === undefined) return { policy: root?.policy };
    return account.roles.find(({ name }) => name === roleOf(row));
  }
}

/** `trn:sts::ACCOUNT:assumed-role/ROLE/SESSION` */
const roleOf = ({ principal_trn }: SessionKeyRow): string | undefined =>
  principal_trn.split('/')[1];

const sessionKey = query((db, p: { id: string }) =>
  db.selectFrom('session_key').selectAll().where('id', '=', p.id),
);
