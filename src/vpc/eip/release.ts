import * as z from 'zod';
import { writeAction } from '../../action.ts';
import { clientToken, flag, id, list } from '../../parameters.ts';
import { releaseFacts } from './release.facts.ts';
import { releaseRules } from './release.rules.ts';
import { beginRelease } from './transitions.ts';

/** Gives an EIP back that is bound to nothing. It is Deleting, then not found. */
export const releaseEipAddress = writeAction({
  name: 'ReleaseEipAddress',
  summary: 'release an EIP',
  parameters: z.object({
    AllocationId: id(),
    ClientToken: clientToken().optional(),
    AllocationIds: list(id(), 100).optional(),
    IsAtomic: flag().optional(),
    IsPreorder: flag().optional(),
  }),
  result: z.object({}),
  inert: ['AllocationIds', 'IsAtomic', 'IsPreorder'],
  rules: releaseRules,

  facts: (tx, { AllocationId }, call) => releaseFacts(tx, AllocationId, call),

  async change(tx, _, { AllocationId }, call) {
    await beginRelease(tx, call, AllocationId);
    return {};
  },
});
