import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { clientToken, id, integer } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { ownInstance } from '#services/ecs/instance/rows.ts';
import { findVolumes, resizeVolume, volumesOf } from '#services/ecs/instance/volume-rows.ts';
import { largestVolume } from '#services/ecs/instance/volumes.ts';
import { ebsRefusals } from '../refusals.ts';
import { extendRules } from './extend.rules.ts';

/** Makes a volume of a running or stopped instance larger, at once. */
export const extendVolume = writeAction({
  name: 'ExtendVolume',
  summary: 'make a volume larger',
  parameters: z.object({
    VolumeId: id(),
    /** GiB. A string in the SDKs: digits either way. */
    NewSize: integer(1, 1_000_000),
    ClientToken: clientToken().optional(),
  }),
  result: z.object({}),
  rules: extendRules,

  async facts(tx, { VolumeId, NewSize }, context) {
    const owner = ownerOf(context);
    const [found] = await findVolumes(tx, owner, { volumeIds: [VolumeId] });
    const instance = found && (await tx.first(ownInstance, { ...owner, id: found.instance.id }));
    const volume = instance && volumesOf(instance).find((each) => each.VolumeId === VolumeId);
    return {
      newSize: NewSize,
      instance,
      volume,
      instanceStatus: instance?.status,
      largest: largestVolume(volume?.Kind ?? 'data'),
    };
  },

  async change(tx, { instance }, { VolumeId, NewSize }) {
    if (instance === undefined) return refuse(ebsRefusals.VolumeNotFound);
    await resizeVolume(tx, instance, VolumeId, NewSize);
    return {};
  },
});
