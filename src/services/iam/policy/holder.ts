import type { Context } from '#core/context.ts';
import type { Refusal } from '#core/refusal.ts';
import type { Query } from '#store/query.ts';
import type { Reader } from '#store/store.ts';
import { capacityOf } from '../capacity.rules.ts';
import type { NameKey } from '../named.ts';
import { iamRefusals } from '../refusals.ts';
import { ownRole, ownRoleToChange } from '../role/rows.ts';
import { worldRole } from '../role/world-roles.ts';
import { ownUser, ownUserToChange } from '../user/rows.ts';
import { ownUserGroup, ownUserGroupToChange } from '../user-group/rows.ts';
import { attachmentsOf, type HolderType, isAttached, type PolicyType } from './attachments.ts';
import { findPolicyToAttach } from './find.ts';

/** What is alike of the three that may have policies. */
interface Holder {
  readonly type: HolderType;
  readonly parameter: string;
  readonly find: Query<NameKey, { id: string; name: string }>;
  readonly toChange: Query<NameKey, { id: string; name: string }>;
  readonly missing: Refusal;
}

export const HOLDERS = {
  User: {
    type: 'User',
    parameter: 'UserName',
    find: ownUser,
    toChange: ownUserToChange,
    missing: iamRefusals.UserNotExist,
  },
  UserGroup: {
    type: 'UserGroup',
    parameter: 'UserGroupName',
    find: ownUserGroup,
    toChange: ownUserGroupToChange,
    missing: iamRefusals.UserGroupNotExist,
  },
  Role: {
    type: 'Role',
    parameter: 'RoleName',
    find: ownRole,
    toChange: ownRoleToChange,
    missing: iamRefusals.RoleNotExist,
  },
} as const satisfies Readonly<Record<HolderType, Holder>>;

/** The quota against which a policy of a type counts. */
export const QUOTAS = {
  Custom: 'CustomPoliciesPerIdentity',
  System: 'SystemPoliciesPerIdentity',
} as const satisfies Readonly<Record<PolicyType, string>>;

interface Asked {
  readonly PolicyName: string;
  readonly PolicyType: PolicyType;
}

/** Somebody who is to get or to lose a policy, and the policy. */
export async function attachmentFacts(
  tx: Reader,
  { type, toChange }: Holder,
  name: string,
  asked: Asked,
  context: Context,
) {
  const { accountId } = context;
  const holder = await tx.first(toChange, { account_id: accountId, name });
  const policy = await findPolicyToAttach(tx, accountId, asked);
  const held = holder === undefined ? [] : await attachmentsOf(tx, type, holder.id);
  const attachment = {
    holderType: type,
    holderId: holder?.id ?? '',
    policyType: asked.PolicyType,
    policyId: policy?.id ?? '',
  };
  const others = held.filter(
    ({ policy_type, policy_id }) => policy_type === asked.PolicyType && policy_id !== policy?.id,
  );
  const used = new Set(others.map(({ policy_id }) => policy_id)).size;
  return {
    holderName: name,
    holder,
    given: type === 'Role' && worldRole(context, name) !== undefined,
    policyName: asked.PolicyName,
    policy,
    attachment,
    attached: await isAttached(tx, attachment),
    capacity: capacityOf(context, QUOTAS[asked.PolicyType], used),
  };
}
