import { findAccount } from '#core/account.ts';
import type { Context } from '#core/context.ts';
import type { Reader } from '#store/store.ts';
import type { KeyFacts } from './access-key.rules.ts';
import { ownAccessKeyToChange } from './rows.ts';
import { whose } from './whose.ts';

interface Asked {
  readonly AccessKeyId: string;
  readonly UserName?: string | undefined;
}

/**
 * A key to be changed. Terraform names no user, not even for the key of one: without a name every
 * key of the account is found.
 */
export async function keyFacts(
  tx: Reader,
  { AccessKeyId, UserName }: Asked,
  context: Context,
): Promise<KeyFacts> {
  const { accountId, world } = context;
  const named = UserName !== undefined;
  const owner = named
    ? await whose(tx, UserName, context)
    : { user: undefined, userName: '', known: true };
  const key = await tx.first(ownAccessKeyToChange, { id: AccessKeyId, account_id: accountId });
  const account = key === undefined ? await findAccount(tx, world, accountId) : undefined;
  const given = account?.keys.some(({ accessKeyId }) => accessKeyId === AccessKeyId) ?? false;
  return { ...owner, accessKeyId: AccessKeyId, key, given, named };
}
