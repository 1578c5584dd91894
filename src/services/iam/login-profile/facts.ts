import type { Context } from '#core/context.ts';
import type { Reader } from '#store/store.ts';
import { ownUserToChange } from '../user/rows.ts';
import { loginProfileToChange } from './rows.ts';

/** A user to be changed, and the login profile. */
export async function profileFacts(
  tx: Reader,
  { UserName }: { readonly UserName: string },
  { accountId }: Context,
) {
  const user = await tx.first(ownUserToChange, { account_id: accountId, name: UserName });
  const profile = user && (await tx.first(loginProfileToChange, { id: user.id }));
  return { userName: UserName, user, profile };
}
