import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { removeTags } from '#services/vpc/tag/rows.ts';
import { leavePolicy } from '../volume/policy-hooks.ts';
import { type PolicyFacts, policyExists } from './auto-snapshot-policy.rules.ts';
import { ownPolicy } from './rows.ts';

/** The preconditions of DeleteAutoSnapshotPolicy; its page's table was not seen. */
export const deleteRules: readonly Rule<PolicyFacts>[] = [policyExists];

/** Deletes an auto snapshot policy, at once. Volumes that followed it follow none. */
export const deleteAutoSnapshotPolicy = writeAction({
  name: 'DeleteAutoSnapshotPolicy',
  summary: 'delete an auto snapshot policy',
  parameters: () => z.object({ AutoSnapshotPolicyId: id() }),
  result: () => z.object({}),
  rules: deleteRules,

  facts: async (tx, { AutoSnapshotPolicyId }, context) => ({
    policy: await tx.first(ownPolicy, ownKey(context, AutoSnapshotPolicyId)),
  }),

  async change(tx, _, { AutoSnapshotPolicyId }) {
    await leavePolicy(tx, AutoSnapshotPolicyId);
    await removeTags(tx, AutoSnapshotPolicyId);
    await tx.remove('auto_snapshot_policy', AutoSnapshotPolicyId);
    return {};
  },
});
