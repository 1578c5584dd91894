import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { clientToken, flag, id, list, notOffered } from '#core/parameters.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { releaseFacts } from './release.facts.ts';
import { releaseRules } from './release.rules.ts';
import { beginRelease } from './transitions.ts';

/** Releases an EIP that is bound to nothing. It is Deleting, then not found. */
export const releaseEipAddress = writeAction({
  name: 'ReleaseEipAddress',
  summary: 'release an EIP',
  parameters: () =>
    z.object({
      AllocationId: id(),
      ClientToken: clientToken().optional(),
      AllocationIds: notOffered(list(id(), 100), 'one EIP is released by a request').optional(),
      IsAtomic: flag().optional(),
      IsPreorder: flag().optional(),
    }),
  result: () => z.object({}),
  inert: {
    IsAtomic: 'one EIP is released or none',
    IsPreorder: 'there is no money here, so there are no orders',
  },
  begins: [TRANSITIONS.release],
  rules: releaseRules,

  facts: (tx, { AllocationId }, context) => releaseFacts(tx, AllocationId, context),

  async change(tx, _, { AllocationId }, context) {
    await beginRelease(tx, context, AllocationId);
    return {};
  },
});
