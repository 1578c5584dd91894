import { findAccount } from '#core/account.ts';
import { ownRole } from '#services/iam/role/rows.ts';
import { trusts } from '#services/iam/role/trust.ts';
import type { Reader } from '#store/store.ts';
import type { Caller, Policy, Role, World } from '#world/world.ts';

const TRN = /^trn:iam::(\d{1,20}):role\/([\w+=,.@-]{1,64})$/;

/** An existing role, and its account. */
export interface FoundRole {
  readonly accountId: string;
  readonly name: string;
  readonly trusted: boolean;
  /** Its id, where iam has made it. What it may do is asked whenever a key of it is used. */
  readonly madeId?: string;
  /** In seconds. */
  readonly longestSession?: number;
  /** The policies of another role: each must permit a call. */
  readonly policies: readonly Policy[];
}

export const isRoleTrn = (trn: string): boolean => TRN.test(trn);

/**
 * The role of a TRN, as `caller` sees it: one of the world's, or one that iam has made. When the
 * world lists no roles, every other name is one too, and it may do what the caller may do: nobody gains
 * rights.
 */
export async function findRole(
  tx: Reader,
  world: World,
  trn: string,
  caller: Caller,
): Promise<FoundRole | undefined> {
  const [, accountId = '', name = ''] = TRN.exec(trn) ?? [];
  const account = await findAccount(tx, world, accountId);
  if (account === undefined) return undefined;
  const own = accountId === caller.accountId;
  const role = account.roles?.find((each) => each.name === name);
  if (role !== undefined) {
    const trusted = own || isTrusted(role, caller);
    return { accountId, name, trusted, policies: policiesOf(role) };
  }
  const made = await tx.first(ownRole, { account_id: accountId, name });
  if (made !== undefined) {
    return {
      accountId,
      name,
      madeId: made.id,
      trusted: trusts(made.trust_policy_document, caller),
      longestSession: made.max_session_duration,
      policies: [],
    };
  }
  return account.roles === undefined
    ? { accountId, name, trusted: own, policies: policiesOf(caller) }
    : undefined;
}

function isTrusted({ trustedAccountIds }: Role, { accountId }: Caller): boolean {
  return trustedAccountIds.includes(accountId);
}

function policiesOf({ policy, bounds = [] }: Pick<Caller, 'policy' | 'bounds'>): Policy[] {
  return [...(policy === undefined ? [] : [policy]), ...bounds];
}
