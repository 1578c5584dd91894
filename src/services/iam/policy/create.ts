import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { type Capacity, capacityOf, withinCapacity } from '../capacity.rules.ts';
import { countOf, freeId } from '../named.ts';
import { description, newName } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import type { NewNameFacts } from '../user/user.rules.ts';
import { policyDocument } from './parameters.ts';
import { policyNameFree } from './policy.rules.ts';
import { addPolicy, ownPolicy } from './rows.ts';
import { systemPolicy } from './system.ts';
import { customPolicy, policyResult, viewPolicy } from './view.ts';

const createRules: readonly Rule<NewNameFacts & { readonly capacity: Capacity }>[] = [
  policyNameFree('PolicyName'),
  withinCapacity(iamRefusals.PolicyLimitExceeded, 'IamPolicies', 'PolicyName'),
];

/** Makes a policy of the account's own. */
export const createPolicy = writeAction({
  name: 'CreatePolicy',
  summary: 'make a policy',
  parameters: () =>
    z.object({
      PolicyName: newName(),
      PolicyDocument: policyDocument(),
      Description: description().default(''),
    }),
  result: () => z.object({ Policy: policyResult() }),
  rules: createRules,

  async facts(tx, { PolicyName }, context) {
    const { accountId } = context;
    const taken = await tx.first(ownPolicy, { account_id: accountId, name: PolicyName });
    const used = await countOf(tx, 'iam_policy', accountId);
    return {
      newName: PolicyName,
      nameTaken: taken !== undefined || systemPolicy(PolicyName) !== undefined,
      capacity: capacityOf(context, 'IamPolicies', used),
    };
  },

  async change(tx, _, input, context) {
    const row = {
      id: await freeId(tx, context, 'iam_policy'),
      account_id: context.accountId,
      name: input.PolicyName,
      description: input.Description,
      document: input.PolicyDocument,
      created_at: tx.now,
      updated_at: tx.now,
    };
    await addPolicy(tx, row);
    return { Policy: viewPolicy(context.accountId, customPolicy(row), 0) };
  },
});
