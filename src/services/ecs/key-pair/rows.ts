import { type Context, ownerOf } from '#core/context.ts';
import { lockingQuery, query } from '#store/query.ts';
import type { KeyPairRow } from '#store/schema/key-pair.ts';
import type { Reader } from '#store/store.ts';

interface NameKey {
  readonly name: string;
  readonly account_id: string;
  readonly region: string;
}

/** One of the caller's key pairs, by name. Locked, so that nobody deletes it meanwhile. */
export const keyPairByName = lockingQuery((db, p: NameKey) =>
  db
    .selectFrom('key_pair')
    .selectAll()
    .where('account_id', '=', p.account_id)
    .where('region', '=', p.region)
    .where('name', '=', p.name),
);

const keyPairById = lockingQuery((db, p: { id: string; account_id: string; region: string }) =>
  db
    .selectFrom('key_pair')
    .selectAll()
    .where('id', '=', p.id)
    .where('account_id', '=', p.account_id)
    .where('region', '=', p.region),
);

/** The caller's key pair with this id, or this name; when both are given, with both. */
export async function findKeyPair(
  tx: Reader,
  context: Context,
  { KeyPairId, KeyPairName }: { KeyPairId?: string | undefined; KeyPairName?: string | undefined },
): Promise<KeyPairRow | undefined> {
  const owner = ownerOf(context);
  if (KeyPairId === undefined) {
    return KeyPairName === undefined
      ? undefined
      : tx.first(keyPairByName, { name: KeyPairName, ...owner });
  }
  const found = await tx.first(keyPairById, { id: KeyPairId, ...owner });
  return KeyPairName === undefined || found?.name === KeyPairName ? found : undefined;
}

/** The ids of one account's key pairs by name. */
export async function keyPairIds(
  tx: Reader,
  owner: { account_id: string; region: string },
  names: readonly string[],
): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  const rows = await tx.select((db) =>
    db
      .selectFrom('key_pair')
      .select(['id', 'name'])
      .where('account_id', '=', owner.account_id)
      .where('region', '=', owner.region)
      .where('name', 'in', names),
  );
  return new Map(rows.map(({ id, name }) => [name, id]));
}

/** An instance with a key pair, if any; one that is being deleted does not count. */
export const instanceWithKeyPair = query((db, p: NameKey) =>
  db
    .selectFrom('instance')
    .select('id')
    .where('account_id', '=', p.account_id)
    .where('region', '=', p.region)
    .where('key_pair_name', '=', p.name)
    .where('status', '!=', 'DELETING')
    .limit(1),
);

/** What a request that names a key pair is judged by: the name it gave, and the key pair. */
export async function namedKeyPair(
  tx: Reader,
  context: Context,
  input: { KeyPairId?: string | undefined; KeyPairName?: string | undefined },
) {
  const named = input.KeyPairId ?? input.KeyPairName;
  return { named, keyPair: await findKeyPair(tx, context, input) };
}
