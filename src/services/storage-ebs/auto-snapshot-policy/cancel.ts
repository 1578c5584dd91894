import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { id, list } from '#core/parameters.ts';
import { batchRules } from '#services/ecs/batch.rules.ts';
import type { VolumeRow } from '#store/schema/volume.ts';
import { ebsRefusals } from '../refusals.ts';
import { followPolicy } from '../volume/policy-hooks.ts';
import { ownVolumes } from '../volume/rows.ts';
import { volumeExists } from '../volume/volume.rules.ts';
import { type PolicyFacts, policyExists } from './auto-snapshot-policy.rules.ts';
import { ownPolicy } from './rows.ts';

interface Follower {
  readonly volume: VolumeRow | undefined;
  readonly policyId: string;
}

interface CancelFacts extends PolicyFacts {
  readonly each: readonly Follower[];
}

/** The preconditions of CancelAutoSnapshotPolicy. Its table was not seen: the order is ours. */
export const cancelRules: readonly Rule<CancelFacts>[] = [
  policyExists,
  ...batchRules<Follower>([
    volumeExists,
    {
      refusal: ebsRefusals.PolicyOfOther,
      broken: ({ volume, policyId }) => volume && volume.auto_snapshot_policy_id !== policyId,
      because: ({ volume }) => `it follows ${volume?.auto_snapshot_policy_id || 'no policy'}`,
    },
  ]),
];

/** Has volumes no longer follow an auto snapshot policy: all of them or none. */
export const cancelAutoSnapshotPolicy = writeAction({
  name: 'CancelAutoSnapshotPolicy',
  summary: 'have volumes follow an auto snapshot policy no longer',
  parameters: () => z.object({ AutoSnapshotPolicyId: id(), VolumeIds: list(id(), 100) }),
  result: () => z.object({}),
  rules: cancelRules,

  async facts(tx, { AutoSnapshotPolicyId, VolumeIds }, context) {
    const owner = ownerOf(context);
    const volumes = await ownVolumes(tx, owner, VolumeIds);
    return {
      each: volumes.map(({ volume }) => ({ volume, policyId: AutoSnapshotPolicyId })),
      policy: await tx.first(ownPolicy, { ...owner, id: AutoSnapshotPolicyId }),
    };
  },

  async change(tx, { each }) {
    const ids = each.map(({ volume }) => volume?.id ?? '');
    await followPolicy(tx, ids, '');
    return {};
  },
});
