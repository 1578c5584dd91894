import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { id } from '#core/parameters.ts';
import { query } from '#store/query.ts';
import { vpcRefusals } from '../refusals.ts';

interface DisableFacts {
  readonly asked: string;
  readonly own: string;
}

const disableRules: readonly Rule<DisableFacts>[] = [
  {
    refusal: vpcRefusals.IpamOrganizationAccountNotFound,
    broken: ({ asked, own }) => asked !== own,
    because: ({ asked, own }) =>
      `${asked} is ${asked === own ? 'the' : 'not the'} caller's account`,
  },
];

/** Ends the trust of the account's organization in IPAM; where there is none, nothing changes. */
export const disableIpamOrganizationTrustedService = writeAction({
  name: 'DisableIpamOrganizationTrustedService',
  summary: "end the trust of the account's organization in IPAM",
  parameters: () => z.object({ AccountId: id().optional() }),
  result: () => z.object({}),
  rules: disableRules,

  async facts(_, { AccountId }, { accountId }) {
    return { asked: AccountId ?? accountId, own: accountId };
  },

  async change(tx, _, __, { accountId }) {
    await tx.run(endTrust, { accountId });
    return {};
  },
});

const endTrust = query((db, p: { accountId: string }) =>
  db.deleteFrom('ipam_organization').where('account_id', '=', p.accountId),
);
