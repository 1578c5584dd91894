import type { Ids } from '#platform/ids.ts';
import { query } from '#store/query.ts';
import type { AccountRow } from '#store/schema/account.ts';
import type { Reader, Writer } from '#store/store.ts';
import type { AccessKey, Account, World } from '#world/world.ts';

/**
 * Accounts are the world's, or made by the control API: then they are rows of the store, so that
 * they are the same in all processes. Whoever asks for an account by its id or its key asks here.
 */

/** The prefix of the vendor's lasting keys, and the hexadecimal digits of ours. */
const KEY = /^AKLT[0-9a-f]{44}$/;
const KEY_BYTES = 22;
const SECRET_BYTES = 30;

/** No other is worth a look: an engine may not even take it for text. */
const ID = /^2\d{9}$/;

/** Whether a key may be one of an account that the control API made. */
export const mayBeMade = (accessKeyId: string): boolean => KEY.test(accessKeyId);

/** An account that exists now; undefined when there is none of that id. */
export async function findAccount(
  tx: Reader,
  world: Pick<World, 'account'>,
  id: string,
): Promise<Account | undefined> {
  const known = world.account(id);
  if (known !== undefined || !ID.test(id)) return known;
  const row = await tx.first(accountById, { id });
  return row && accountOf(row);
}

/** A lasting key that exists now; undefined when there is none of that id. */
export async function findKey(
  tx: Reader,
  world: Pick<World, 'key'>,
  accessKeyId: string,
): Promise<AccessKey | undefined> {
  const known = world.key(accessKeyId);
  if (known !== undefined || !mayBeMade(accessKeyId)) return known;
  const row = await tx.first(accountByKey, { accessKeyId });
  return row && keyOf(row);
}

/** The accounts that the control API made, the oldest first. */
export const madeAccounts = (tx: Reader): Promise<AccountRow[]> => tx.all(allAccounts, {});

/**
 * Ids that are given out: of ten digits, as at the vendor, and no larger than a signed number of 32
 * bits, as which the Go SDK reads the id that CreateProject answers.
 */
const LEAST_ID = 2_100_000_000;
const IDS = 2 ** 31 - LEAST_ID;

/** Makes an account with one key. */
export async function makeAccount(
  tx: Writer,
  { world, ids }: { readonly world: Pick<World, 'account'>; readonly ids: Ids },
  name: string,
): Promise<AccountRow> {
  const row: AccountRow = {
    id: await freeId(tx, world, ids),
    name,
    access_key_id: `AKLT${ids.random(KEY_BYTES).toString('hex')}`,
    secret_access_key: ids.random(SECRET_BYTES).toString('base64url'),
    created_at: tx.now,
  };
  await tx.insert('account', row);
  return row;
}

/** Removes the row of an account that the control API made. False when there is none. */
export const forgetAccount = async (tx: Writer, id: string): Promise<boolean> =>
  (await tx.run(accountGoes, { id })) === 1;

async function freeId(tx: Reader, world: Pick<World, 'account'>, ids: Ids): Promise<string> {
  for (;;) {
    const id = String(LEAST_ID + (ids.random(6).readUIntBE(0, 6) % IDS));
    if ((await findAccount(tx, world, id)) === undefined) return id;
  }
}

const accountOf = (row: AccountRow): Account => ({
  id: row.id,
  name: row.name,
  keys: [keyOf(row)],
  quotas: {},
});

const keyOf = ({ id, access_key_id, secret_access_key }: AccountRow): AccessKey => ({
  accountId: id,
  accessKeyId: access_key_id,
  secretAccessKey: secret_access_key,
});

const accountById = query((db, p: { id: string }) =>
  db.selectFrom('account').selectAll().where('id', '=', p.id),
);

const accountByKey = query((db, p: { accessKeyId: string }) =>
  db.selectFrom('account').selectAll().where('access_key_id', '=', p.accessKeyId),
);

const allAccounts = query((db, _: object) =>
  db.selectFrom('account').selectAll().orderBy('created_at').orderBy('id'),
);

const accountGoes = query((db, p: { id: string }) =>
  db.deleteFrom('account').where('id', '=', p.id),
);
