import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { trustOf } from './rows.ts';

const enableRules: readonly Rule<object>[] = [];

/** Lets the account's organization trust IPAM; once it does, nothing changes. */
export const enableIpamOrganizationTrustedService = writeAction({
  name: 'EnableIpamOrganizationTrustedService',
  summary: "let the account's organization trust IPAM",
  parameters: () => z.object({}),
  result: () => z.object({}),
  rules: enableRules,

  async facts(tx, _, { accountId }) {
    return { trusted: (await tx.first(trustOf, { accountId })) !== undefined };
  },

  async change(tx, { trusted }, _, { accountId }) {
    if (!trusted) {
      await tx.insert('ipam_organization', { account_id: accountId, created_at: tx.now });
    }
    return {};
  },
});
