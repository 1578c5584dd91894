import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { refuse } from '#core/refusal.ts';
import { existing } from '../parameters.ts';
import { iamRefusals } from '../refusals.ts';
import { attachmentsOfOne, findPolicy } from './find.ts';
import { policyType } from './parameters.ts';
import { policyResult, viewPolicy } from './view.ts';

/** Shows a policy with its document. */
export const getPolicy = readAction({
  name: 'GetPolicy',
  summary: 'show a policy',
  parameters: () => z.object({ PolicyName: existing(), PolicyType: policyType() }),
  result: () => z.object({ Policy: policyResult() }),
  refusals: [iamRefusals.PolicyNotExist],

  async view(tx, input, { accountId }) {
    const found = await findPolicy(tx, accountId, input);
    const policy = found ?? refuse(iamRefusals.PolicyNotExist, input.PolicyName);
    return { Policy: viewPolicy(accountId, policy, await attachmentsOfOne(tx, accountId, policy)) };
  },
});
