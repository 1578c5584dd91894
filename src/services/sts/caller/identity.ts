import * as z from 'zod';
import { readAction } from '#core/action.ts';

/** Shows the caller: the account, or the role of a temporary key. */
export const getCallerIdentity = readAction({
  name: 'GetCallerIdentity',
  summary: 'say who asks',
  parameters: () => z.object({}),
  result: () =>
    z.object({
      AccountId: z.int(),
      IdentityId: z.string(),
      IdentityType: z.string(),
      Trn: z.string(),
    }),

  async view(_, __, { accountId, caller }) {
    const { type, id, trn } = caller?.principal ?? {
      type: 'Account',
      id: accountId,
      trn: `trn:iam::${accountId}:root`,
    };
    return { AccountId: Number(accountId), IdentityId: id, IdentityType: type, Trn: trn };
  },
});
