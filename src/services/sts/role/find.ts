import { findAccount } from '#core/account.ts';
import type { Reader } from '#store/store.ts';
import type { Caller, Policy, Role, World } from '#world/world.ts';

const TRN = /^trn:iam::(\d{1,20}):role\/([\w+=,.@-]{1,64})$/;

/** An existing role, and its account. */
export interface FoundRole {
  readonly accountId: string;
  readonly name: string;
  readonly trusted: boolean;
  /** The policies of the role: each must permit a call. */
  readonly policies: readonly Policy[];
}

export const isRoleTrn = (trn: string): boolean => TRN.test(trn);

/**
 * The role of a TRN, as `caller` sees it. When the world lists no roles, every name is one, and it
 * may do what the caller may do: nobody gains rights.
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
  if (account.roles === undefined) {
    return { accountId, name, trusted: own, policies: policiesOf(caller) };
  }
  const role = account.roles.find((each) => each.name === name);
  return (
    role && { accountId, name, trusted: own || trusts(role, caller), policies: policiesOf(role) }
  );
}

function trusts({ trustedAccountIds }: Role, { accountId }: Caller): boolean {
  return trustedAccountIds.includes(accountId);
}

function policiesOf({ policy, bounds = [] }: Pick<Caller, 'policy' | 'bounds'>): Policy[] {
  return [...(policy === undefined ? [] : [policy]), ...bounds];
}
