import type { Context } from '#core/context.ts';
import { type FoundRole, findRole } from '#services/sts/assumed-role/find.ts';
import type { Reader } from '#store/store.ts';
import type { Policy } from '#world/world.ts';

/** A role of the account that exists now. */
export function ownRole(
  tx: Reader,
  { world, accountId }: Pick<Context, 'world' | 'accountId'>,
  name: string,
): Promise<FoundRole | undefined> {
  return findRole(tx, world, `trn:iam::${accountId}:role/${name}`, { accountId });
}

/**
 * What limits a role besides its own policy. When the world lists no roles, one that iam has not made
 * may do what the caller may do who binds it: nobody gains rights.
 */
export function limitsOf(
  role: Pick<FoundRole, 'madeId'> | undefined,
  { world, accountId, caller }: Context,
): readonly Policy[] {
  if (role?.madeId !== undefined) return [];
  if (caller === undefined || world.account(accountId)?.roles !== undefined) return [];
  const { policy, bounds = [] } = caller;
  return [...(policy === undefined ? [] : [policy]), ...bounds];
}
