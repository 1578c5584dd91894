import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { clientToken, id, list } from '#core/parameters.ts';
import { batchRules } from '#services/ecs/batch.rules.ts';
import { instanceNow } from '#services/ecs/instance/rows.ts';
import type { SnapshotRow } from '#store/schema/snapshot.ts';
import type { VolumeRow } from '#store/schema/volume.ts';
import { ebsRefusals } from '../refusals.ts';
import { TRANSITIONS as SNAPSHOT } from '../snapshot/lifecycle.ts';
import { rollBack } from '../snapshot/roll-back.ts';
import { snapshotsIn } from '../snapshot/rows.ts';
import { snapshotInStatus } from '../snapshot/snapshot.rules.ts';
import { restorable } from '../volume/restore.rules.ts';
import { ownVolumes } from '../volume/rows.ts';
import { placesOf, volumeExists, volumeIsSettled } from '../volume/volume.rules.ts';
import { ownSnapshotGroup } from './rows.ts';
import { groupExists, groupInStatus, type SnapshotGroupFacts } from './snapshot-group.rules.ts';

/** One volume, and the named snapshot of it. */
interface OneRollback {
  readonly volume: VolumeRow | undefined;
  readonly instance: { readonly id: string; readonly status: string } | undefined;
  readonly snapshot: SnapshotRow | undefined;
}

interface RollbackFacts extends SnapshotGroupFacts {
  readonly instanceId: string | undefined;
  readonly each: readonly OneRollback[];
  /** How many snapshots are named. */
  readonly snapshots: number;
}

/** The preconditions of RollbackSnapshotGroup. Its table was not seen: the order is ours. */
export const rollbackRules: readonly Rule<RollbackFacts>[] = [
  groupExists,
  groupInStatus('available'),
  ...batchRules<OneRollback>([volumeExists, volumeIsSettled]),
  {
    refusal: ebsRefusals.SnapshotsOfVolumes,
    parameter: 'SnapshotIds',
    broken: ({ each, snapshots }) => each.length !== snapshots || each.some(lacksSnapshot),
    because: ({ each }) =>
      `${each.filter((one) => !lacksSnapshot(one)).length} of the volumes have one`,
  },
  ...batchRules<OneRollback>([snapshotInStatus('available')]),
  {
    refusal: ebsRefusals.VolumeNotOnInstance,
    parameter: 'InstanceId',
    broken: ({ instanceId, each }) =>
      instanceId !== undefined &&
      each.some(({ volume }) => volume && volume.instance_id !== instanceId),
    because: ({ each }) => `on ${placesOf(each)}`,
  },
  ...batchRules<OneRollback>([restorable]),
];

const lacksSnapshot = ({ snapshot }: OneRollback) => snapshot === undefined;

/** Brings volumes back to the snapshots of them that were taken together. */
export const rollbackSnapshotGroup = writeAction({
  name: 'RollbackSnapshotGroup',
  summary: 'bring volumes back to the snapshots of a group',
  parameters: () =>
    z.object({
      SnapshotGroupId: id(),
      SnapshotIds: list(id(), 16),
      VolumeIds: list(id(), 16),
      InstanceId: id().optional(),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({}),
  begins: [SNAPSHOT.rollback],
  rules: rollbackRules,

  async facts(tx, { SnapshotGroupId, SnapshotIds, VolumeIds, InstanceId }, context) {
    const owner = ownerOf(context);
    const volumes = await ownVolumes(tx, owner, VolumeIds);
    const group = await tx.first(ownSnapshotGroup, { ...owner, id: SnapshotGroupId });
    const inGroup = group ? await tx.all(snapshotsIn, { groupId: group.id }) : [];
    const named = inGroup.filter(({ id }) => SnapshotIds.includes(id));
    const each: OneRollback[] = [];
    for (const { id, volume } of volumes) {
      const on = volume && (await tx.first(instanceNow, { ...owner, id: volume.instance_id }));
      const snapshot = named.find(({ volume_id }) => volume_id === id);
      each.push({ volume, instance: on, snapshot });
    }
    return { group, instanceId: InstanceId, each, snapshots: new Set(SnapshotIds).size };
  },

  async change(tx, { each }, _, context) {
    for (const { snapshot } of each) if (snapshot) await rollBack(tx, context, snapshot.id);
    return {};
  },
});
