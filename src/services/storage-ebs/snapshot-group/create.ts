import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { id, list, text } from '#core/parameters.ts';
import { RESOURCES } from '#core/resources.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { batchRules } from '#services/ecs/batch.rules.ts';
import { addTags } from '#services/vpc/tag/rows.ts';
import type { VolumeRow } from '#store/schema/volume.ts';
import { creationParameters, groupName } from '../names.ts';
import { ebsRefusals } from '../refusals.ts';
import { makeSnapshot } from '../snapshot/make.ts';
import { ownVolumes } from '../volume/rows.ts';
import {
  placesOf,
  type VolumeFacts,
  volumeExists,
  volumeInStatus,
} from '../volume/volume.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';

interface CreateFacts {
  /** The instance that the volumes must be on: the named one, or that of the first. */
  readonly instanceId: string;
  readonly each: readonly { readonly volume: VolumeRow | undefined }[];
}

/** The preconditions of CreateSnapshotGroup. Its table was not seen: the order is ours. */
export const createRules: readonly Rule<CreateFacts>[] = [
  ...batchRules<VolumeFacts>([volumeExists, volumeInStatus('attached')]),
  {
    refusal: ebsRefusals.VolumesOfOneInstance,
    parameter: 'VolumeIds',
    broken: ({ instanceId, each }) =>
      each.some(({ volume }) => volume && volume.instance_id !== instanceId),
    because: ({ each }) => `on ${placesOf(each)}`,
  },
];

/** Takes snapshots of volumes of one instance together. The group is creating, then available. */
export const createSnapshotGroup = writeAction({
  name: 'CreateSnapshotGroup',
  summary: 'take snapshots of volumes of one instance together',
  parameters: () =>
    z.object({
      VolumeIds: list(id(), 16),
      InstanceId: id().optional(),
      Name: groupName().optional(),
      Description: text(255).default(''),
      ...creationParameters(),
    }),
  result: () => z.object({ SnapshotGroupId: z.string() }),
  begins: [TRANSITIONS.create],
  rules: createRules,

  async facts(tx, { VolumeIds, InstanceId }, context) {
    const each = await ownVolumes(tx, ownerOf(context), VolumeIds);
    return { each, instanceId: InstanceId ?? each[0]?.volume?.instance_id ?? '' };
  },

  async change(tx, { each, instanceId }, input, context) {
    const id = context.ids.resource(RESOURCES.snapshot_group.idPrefix, 20);
    const owner = { id, ...ownerOf(context) };
    await tx.insert('snapshot_group', {
      ...owner,
      project_name: input.ProjectName,
      name: input.Name ?? '',
      description: input.Description,
      status: TRANSITIONS.create.from,
      instance_id: instanceId,
    });
    await addTags(tx, owner, 'snapshotgroup', input.Tags);
    for (const { volume } of each) {
      if (!volume) continue;
      await makeSnapshot(tx, context, { volume, projectName: input.ProjectName, groupId: id });
    }
    await scheduleTransition(tx, context, TRANSITIONS.create, id);
    return { SnapshotGroupId: id };
  },
});
