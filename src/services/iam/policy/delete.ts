import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import type { IamPolicyRow } from '#store/schema/iam.ts';
import { existing } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import { attachmentsOfOne } from './find.ts';
import { policyExists } from './policy.rules.ts';
import { ownPolicyToChange, policyGoes } from './rows.ts';

interface DeleteFacts {
  readonly policyName: string;
  readonly policy: IamPolicyRow | undefined;
  readonly attachments: number;
}

const deleteRules: readonly Rule<DeleteFacts>[] = [
  policyExists,
  {
    refusal: iamRefusals.PolicyDeleteConflict,
    args: ({ policyName }) => [policyName],
    broken: ({ attachments }) => attachments > 0,
    because: ({ policyName, attachments }) => `${policyName} is attached ${attachments} times`,
  },
];

/** Deletes a policy of the account's own that nobody has. */
export const deletePolicy = writeAction({
  name: 'DeletePolicy',
  summary: 'delete a policy',
  parameters: () => z.object({ PolicyName: existing() }),
  result: () => z.object({}),
  rules: deleteRules,

  async facts(tx, { PolicyName }, { accountId }) {
    const policy = await tx.first(ownPolicyToChange, { account_id: accountId, name: PolicyName });
    return {
      policyName: PolicyName,
      policy,
      attachments: policy
        ? await attachmentsOfOne(tx, accountId, { type: 'Custom', id: policy.id })
        : 0,
    };
  },

  async change(tx, { policy }, { PolicyName }) {
    const { id } = policy ?? refuse(iamRefusals.PolicyNotExist, PolicyName);
    await tx.run(policyGoes, { id });
    return {};
  },
});
