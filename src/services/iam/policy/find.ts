import type { Reader } from '#store/store.ts';
import { attachmentCounts, type PolicyType } from './attachments.ts';
import { ownPolicy, ownPolicyToChange } from './rows.ts';
import { systemPolicy } from './system.ts';
import { customPolicy, type KnownPolicy, ofSystem } from './view.ts';

interface Named {
  readonly PolicyName: string;
  readonly PolicyType: PolicyType;
}

/** The policy that a request names. */
export async function findPolicy(
  tx: Reader,
  accountId: string,
  { PolicyName, PolicyType }: Named,
  rows: typeof ownPolicy = ownPolicy,
): Promise<KnownPolicy | undefined> {
  if (PolicyType === 'System') {
    const found = systemPolicy(PolicyName);
    return found && ofSystem(found);
  }
  const row = await tx.first(rows, { account_id: accountId, name: PolicyName });
  return row && customPolicy(row);
}

/** The same; one of the account's own is locked, so that nobody deletes it meanwhile. */
export const findPolicyToAttach = (tx: Reader, accountId: string, named: Named) =>
  findPolicy(tx, accountId, named, ownPolicyToChange);

/** How many users, groups and roles have a policy. */
export async function attachmentsOfOne(
  tx: Reader,
  accountId: string,
  { type, id }: Pick<KnownPolicy, 'type' | 'id'>,
): Promise<number> {
  return (await attachmentCounts(tx, accountId, type, [id])).get(id) ?? 0;
}
