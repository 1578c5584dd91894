import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { countOf } from '../named.ts';
import { MOST_DOCUMENT } from '../policy/parameters.ts';

/** Shows how much of iam an account has, and may have. */
export const getAccountSummary = readAction({
  name: 'GetAccountSummary',
  summary: 'show how much of iam the account has and may have',
  parameters: () => z.object({}),
  result: () =>
    z.object({
      SummaryMap: z.object({
        UsersQuota: z.int(),
        UsersUsage: z.int(),
        GroupsQuota: z.int(),
        GroupsUsage: z.int(),
        RolesQuota: z.int(),
        RolesUsage: z.int(),
        PoliciesQuota: z.int(),
        PoliciesUsage: z.int(),
        PolicySize: z.int(),
        AccessKeysPerAccountQuota: z.int(),
        AccessKeysPerUserQuota: z.int(),
        GroupsPerUserQuota: z.int(),
        AttachedPoliciesPerUserQuota: z.int(),
        AttachedPoliciesPerGroupQuota: z.int(),
        AttachedPoliciesPerRoleQuota: z.int(),
        AttachedSystemPoliciesPerUserQuota: z.int(),
        AttachedSystemPoliciesPerGroupQuota: z.int(),
        AttachedSystemPoliciesPerRoleQuota: z.int(),
      }),
    }),

  async view(tx, _, { world, accountId }) {
    const keys = world.quota(accountId, 'AccessKeysPerUser');
    const custom = world.quota(accountId, 'CustomPoliciesPerIdentity');
    const system = world.quota(accountId, 'SystemPoliciesPerIdentity');
    return {
      SummaryMap: {
        UsersQuota: world.quota(accountId, 'IamUsers'),
        UsersUsage: await countOf(tx, 'iam_user', accountId),
        GroupsQuota: world.quota(accountId, 'IamUserGroups'),
        GroupsUsage: await countOf(tx, 'iam_user_group', accountId),
        RolesQuota: world.quota(accountId, 'IamRoles'),
        RolesUsage: await countOf(tx, 'iam_role', accountId),
        PoliciesQuota: world.quota(accountId, 'IamPolicies'),
        PoliciesUsage: await countOf(tx, 'iam_policy', accountId),
        PolicySize: MOST_DOCUMENT,
        // The account's own keys count as a user's do.
        AccessKeysPerAccountQuota: keys,
        AccessKeysPerUserQuota: keys,
        GroupsPerUserQuota: world.quota(accountId, 'UserGroupsPerUser'),
        AttachedPoliciesPerUserQuota: custom,
        AttachedPoliciesPerGroupQuota: custom,
        AttachedPoliciesPerRoleQuota: custom,
        AttachedSystemPoliciesPerUserQuota: system,
        AttachedSystemPoliciesPerGroupQuota: system,
        AttachedSystemPoliciesPerRoleQuota: system,
      },
    };
  },
});
