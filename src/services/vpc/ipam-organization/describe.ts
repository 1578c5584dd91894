import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { trustOf } from './rows.ts';

/** An account here is an organization of its own, without an id, which it manages itself. */
export const describeIpamOrganizationAccount = readAction({
  name: 'DescribeIpamOrganizationAccount',
  summary: "show whether the account's organization trusts IPAM",
  parameters: () => z.object({}),
  result: () =>
    z.object({
      AccountId: z.string(),
      OrganizationId: z.string(),
      ManagementAccountId: z.string(),
      DelegatedAdminAccountId: z.string(),
      TrustedServiceEnabled: z.boolean(),
      ServiceLinkedRoleEnabled: z.boolean(),
    }),

  async view(tx, _, { accountId }) {
    const trusted = (await tx.first(trustOf, { accountId })) !== undefined;
    return {
      AccountId: accountId,
      OrganizationId: '',
      ManagementAccountId: accountId,
      DelegatedAdminAccountId: '',
      TrustedServiceEnabled: trusted,
      ServiceLinkedRoleEnabled: trusted,
    };
  },
});
