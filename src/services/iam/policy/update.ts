import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { onlyWhere } from '#core/common.rules.ts';
import { refuse } from '#core/refusal.ts';
import type { IamPolicyRow } from '#store/schema/iam.ts';
import { description, existing, newName } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import type { NewNameFacts } from '../user/user.rules.ts';
import { attachmentsOfOne } from './find.ts';
import { policyDocument } from './parameters.ts';
import { policyExists, policyNameFree } from './policy.rules.ts';
import { ownPolicy, ownPolicyToChange, rewritePolicy } from './rows.ts';
import { systemPolicy } from './system.ts';
import { customPolicy, policyResult, viewPolicy } from './view.ts';

interface UpdateFacts extends NewNameFacts {
  readonly policyName: string;
  readonly policy: IamPolicyRow | undefined;
}

const updateRules: readonly Rule<UpdateFacts>[] = [
  policyExists,
  onlyWhere(({ newName }: NewNameFacts) => newName !== '', policyNameFree('NewPolicyName')),
];

/** Changes a policy of the account's own; what is not given stays. Keys have the change at once. */
export const updatePolicy = writeAction({
  name: 'UpdatePolicy',
  summary: 'change a policy',
  parameters: () =>
    z.object({
      PolicyName: existing(),
      NewPolicyName: newName().optional(),
      NewPolicyDocument: policyDocument().optional(),
      NewDescription: description().optional(),
    }),
  result: () => z.object({ Policy: policyResult() }),
  rules: updateRules,

  async facts(tx, { PolicyName, NewPolicyName = '' }, { accountId }) {
    const key = { account_id: accountId, name: PolicyName };
    const policy = await tx.first(ownPolicyToChange, key);
    const other =
      NewPolicyName === '' ? undefined : await tx.first(ownPolicy, { ...key, name: NewPolicyName });
    return {
      policyName: PolicyName,
      policy,
      newName: NewPolicyName,
      nameTaken:
        (other !== undefined && other.id !== policy?.id) ||
        systemPolicy(NewPolicyName) !== undefined,
    };
  },

  async change(tx, { policy }, input, { accountId }) {
    const before = policy ?? refuse(iamRefusals.PolicyNotExist, input.PolicyName);
    const row = {
      ...before,
      name: input.NewPolicyName ?? before.name,
      description: input.NewDescription ?? before.description,
      document: input.NewPolicyDocument ?? before.document,
      updated_at: tx.now,
    };
    await tx.run(rewritePolicy, row);
    const known = customPolicy(row);
    return { Policy: viewPolicy(accountId, known, await attachmentsOfOne(tx, accountId, known)) };
  },
});
