import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { id, list } from '#core/parameters.ts';
import { batchRules } from '#services/ecs/batch.rules.ts';
import type { VolumeRow } from '#store/schema/volume.ts';
import { followPolicy } from '../volume/policy-hooks.ts';
import { ownVolumes } from '../volume/rows.ts';
import { type VolumeFacts, volumeExists, volumeIsSettled } from '../volume/volume.rules.ts';
import { type PolicyFacts, policyExists } from './auto-snapshot-policy.rules.ts';
import { ownPolicy } from './rows.ts';

interface ApplyFacts extends PolicyFacts {
  readonly each: readonly { readonly volume: VolumeRow | undefined }[];
}

/** The preconditions of ApplyAutoSnapshotPolicy. Its table was not seen: the order is ours. */
export const applyRules: readonly Rule<ApplyFacts>[] = [
  policyExists,
  ...batchRules<VolumeFacts>([volumeExists, volumeIsSettled]),
];

/**
 * Has volumes follow an auto snapshot policy, instead of the one that they follow: all of them or
 * none.
 */
export const applyAutoSnapshotPolicy = writeAction({
  name: 'ApplyAutoSnapshotPolicy',
  summary: 'have volumes follow an auto snapshot policy',
  parameters: () => z.object({ AutoSnapshotPolicyId: id(), VolumeIds: list(id(), 100) }),
  result: () => z.object({}),
  rules: applyRules,

  async facts(tx, { AutoSnapshotPolicyId, VolumeIds }, context) {
    const owner = ownerOf(context);
    return {
      each: await ownVolumes(tx, owner, VolumeIds),
      policy: await tx.first(ownPolicy, { ...owner, id: AutoSnapshotPolicyId }),
    };
  },

  async change(tx, { each }, { AutoSnapshotPolicyId }) {
    const ids = each.map(({ volume }) => volume?.id ?? '');
    await followPolicy(tx, ids, AutoSnapshotPolicyId);
    return {};
  },
});
