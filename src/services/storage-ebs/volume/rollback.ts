import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { exists, inStatus } from '#core/common.rules.ts';
import { ownerOf } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { instanceNow } from '#services/ecs/instance/rows.ts';
import { ebsRefusals } from '../refusals.ts';
import { TRANSITIONS as SNAPSHOT } from '../snapshot/lifecycle.ts';
import { rollBack } from '../snapshot/roll-back.ts';
import { ownSnapshot } from '../snapshot/rows.ts';
import { type RestoreFacts, restorable } from './restore.rules.ts';
import { ownVolume } from './rows.ts';
import { volumeExists, volumeIsSettled } from './volume.rules.ts';

interface RollbackFacts extends RestoreFacts {
  readonly snapshot:
    | { readonly id: string; readonly status: string; readonly volume_id: string }
    | undefined;
}

/** The preconditions of RollbackVolume. Its table was not seen: the order is ours. */
export const rollbackRules: readonly Rule<RollbackFacts>[] = [
  volumeExists,
  exists(ebsRefusals.SnapshotNotFound, 'snapshot', 'snapshot'),
  volumeIsSettled,
  inStatus(ebsRefusals.SnapshotStatus, 'snapshot', 'snapshot', ['available']),
  {
    refusal: ebsRefusals.SnapshotOfOther,
    parameter: 'SnapshotId',
    broken: ({ volume, snapshot }) => volume && snapshot && snapshot.volume_id !== volume.id,
    because: ({ snapshot }) => `the snapshot is of ${snapshot?.volume_id ?? 'none'}`,
  },
  restorable,
];

/** Brings a volume back to what it was when a snapshot was taken. The snapshot is rollbacking. */
export const rollbackVolume = writeAction({
  name: 'RollbackVolume',
  summary: 'bring a volume back to one of its snapshots',
  parameters: () => z.object({ VolumeId: id(), SnapshotId: id() }),
  result: () => z.object({}),
  begins: [SNAPSHOT.rollback],
  rules: rollbackRules,

  async facts(tx, { VolumeId, SnapshotId }, context) {
    const owner = ownerOf(context);
    const volume = await tx.first(ownVolume, { ...owner, id: VolumeId });
    return {
      volume,
      snapshot: await tx.first(ownSnapshot, { ...owner, id: SnapshotId }),
      instance: volume && (await tx.first(instanceNow, { ...owner, id: volume.instance_id })),
    };
  },

  async change(tx, _, { SnapshotId }, context) {
    await rollBack(tx, context, SnapshotId);
    return {};
  },
});
