import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { type Context, ownKey } from '#core/context.ts';
import { flag, id, notOffered } from '#core/parameters.ts';
import { remainingQuota } from '#core/quota.ts';
import { ownSnapshot } from '#services/storage-ebs/snapshot/rows.ts';
import { volumeNow } from '#services/storage-ebs/volume/rows.ts';
import type { InstanceRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { instanceNow, ownInstance } from '../instance/rows.ts';
import { systemVolumeGiB } from '../instance/system-volume.ts';
import { createRules } from './create.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { makeImage } from './make.ts';
import { newImage } from './parameters.ts';
import { usableImage } from './rows.ts';

const SYSTEM_ALONE = 'an image has a system volume alone';

/**
 * Makes an image of an instance's system volume, or of a snapshot of one. It is creating, then
 * available.
 */
export const createImage = writeAction({
  name: 'CreateImage',
  summary: 'make an image of an instance or a snapshot',
  parameters: () =>
    z.object({
      InstanceId: id().optional(),
      SnapshotId: id().optional(),
      SnapshotGroupId: notOffered(id(), SYSTEM_ALONE).optional(),
      CreateWholeImage: notOffered(flag(), SYSTEM_ALONE).optional(),
      NeedDetection: flag().default(true),
      ...newImage(),
    }),
  result: () => z.object({ ImageId: z.string() }),
  begins: [TRANSITIONS.create],
  rules: createRules,

  async facts(tx, { InstanceId = '', SnapshotId = '' }, context) {
    const instance =
      InstanceId === '' ? undefined : await tx.first(ownInstance, ownKey(context, InstanceId));
    const snapshot =
      SnapshotId === '' ? undefined : await tx.first(ownSnapshot, ownKey(context, SnapshotId));
    const of = instance ?? (snapshot && (await instanceWith(tx, context, snapshot.volume_id)));
    return {
      instanceId: InstanceId,
      instance,
      snapshotId: SnapshotId,
      snapshot,
      of,
      base: of && (await usableImage(tx, context, of.image_id)).image,
      size: instance ? await systemVolumeGiB(tx, instance.id) : (snapshot?.volume_size ?? 0),
      quotaLeft: await remainingQuota(tx, context, 'Images'),
    };
  },

  async change(tx, { of, base, size, snapshotId }, input, context) {
    const ImageId = await makeImage(tx, context, {
      type: 'CreateImage',
      name: input.ImageName,
      description: input.Description,
      projectName: input.ProjectName,
      tags: input.Tags,
      detect: input.NeedDetection,
      // The instance keeps what its system is when its image is gone.
      os_name: of?.os_name || (base?.osName ?? ''),
      os_type: of?.os_type || (base?.osType ?? ''),
      platform: base?.platform ?? '',
      platform_version: base?.platformVersion ?? '',
      architecture: base?.architecture ?? '',
      boot_mode: '',
      license_type: '',
      size,
      snapshot_id: snapshotId,
    });
    return { ImageId };
  },
});

/** The instance that a volume is on, if it is on one. */
async function instanceWith(
  tx: Reader,
  context: Context,
  volumeId: string,
): Promise<InstanceRow | undefined> {
  const volume = await tx.first(volumeNow, ownKey(context, volumeId));
  return volume && (await tx.first(instanceNow, ownKey(context, volume.instance_id)));
}
