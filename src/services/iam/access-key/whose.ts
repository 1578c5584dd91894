import type { Context } from '#core/context.ts';
import type { Reader } from '#store/store.ts';
import { ownUser, userById } from '../user/rows.ts';
import type { Whose } from './whose.rules.ts';

/** The user that a request names; without a name the caller, who may be the account itself. */
export async function whose(
  tx: Reader,
  UserName: string | undefined,
  { accountId, caller }: Context,
): Promise<Whose> {
  if (UserName !== undefined) {
    const user = await tx.first(ownUser, { account_id: accountId, name: UserName });
    return { user, userName: UserName, known: true };
  }
  const { principal } = caller ?? {};
  if (principal?.type !== 'User') {
    return { user: undefined, userName: '', known: principal?.type !== 'AssumedRole' };
  }
  const user = await tx.first(userById, { account_id: accountId, id: principal.id });
  return { user, userName: user?.name ?? principal.id, known: true };
}
