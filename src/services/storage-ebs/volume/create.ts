import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { flag, id, integer, notOffered, text } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { ownInstance } from '#services/ecs/instance/rows.ts';
import { creationParameters, volumeName } from '../names.ts';
import { ownSnapshot } from '../snapshot/rows.ts';
import { createRules } from './create.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { makeVolume, USUAL_PROTECTION_DAYS } from './make.ts';
import { volumeCount } from './rows.ts';
import { EXTRA_PERFORMANCE_TYPES, sizesOf, VOLUME_TYPES } from './sizes.ts';
import { VOLUMES_PER_INSTANCE } from './volume.rules.ts';

/**
 * Makes a data volume, free or on an instance. It is creating, then available or attached.
 */
export const createVolume = writeAction({
  name: 'CreateVolume',
  summary: 'create a volume',
  parameters: () =>
    z.object({
      VolumeName: volumeName(),
      VolumeType: z.enum(VOLUME_TYPES),
      Kind: z.enum(['data']).default('data'),
      /** GiB. A string in the SDKs: digits either way. */
      Size: integer(1, 1_000_000),
      ZoneId: id().optional(),
      InstanceId: id().optional(),
      SnapshotId: id().optional(),
      Description: text(255).default(''),
      VolumeChargeType: z.enum(['PostPaid', 'PrePaid']).default('PostPaid'),
      BurstEnabled: flag().default(false),
      DeleteProtection: flag().default(false),
      DeleteProtectionRetentionDays: integer(1, 65_536).default(USUAL_PROTECTION_DAYS),
      ExtraPerformanceTypeId: z.enum(EXTRA_PERFORMANCE_TYPES).optional(),
      ExtraPerformanceIOPS: integer(0, 50_000).optional(),
      ExtraPerformanceThroughputMB: integer(0, 650).optional(),
      PlacementGroupId: notOffered(id(), 'there are no placement groups of volumes').optional(),
      SubgroupNumber: notOffered(z.int(), 'there are no placement groups of volumes').optional(),
      Encrypted: notOffered(flag(), 'a volume holds no data to encrypt').optional(),
      KMSKeyId: notOffered(text(256), 'a volume holds no data to encrypt').optional(),
      ...creationParameters(),
    }),
  result: () => z.object({ VolumeId: z.string(), VolumeIds: z.array(z.string()) }),
  begins: [TRANSITIONS.create, TRANSITIONS.createAttached],
  rules: createRules,

  // The lock on the instance makes one of two new volumes come first.
  async facts(tx, input, context) {
    const { region } = context;
    const owner = ownerOf(context);
    const { InstanceId, SnapshotId, Size, VolumeType } = input;
    const instance =
      InstanceId === undefined
        ? undefined
        : await tx.first(ownInstance, { ...owner, id: InstanceId });
    const on = instance && (await tx.first(volumeCount, { instanceId: instance.id }));
    return {
      zoneId: input.ZoneId,
      zoneExists: input.ZoneId !== undefined && region.zones.includes(input.ZoneId),
      instanceId: InstanceId,
      instance,
      volumes: on?.volumes ?? 0,
      volumesAllowed: VOLUMES_PER_INSTANCE,
      chargeType: input.VolumeChargeType,
      size: Size,
      sizes: sizesOf('data', VolumeType),
      performance: {
        volume: { kind: 'data', type: VolumeType, size: Size },
        type: input.ExtraPerformanceTypeId,
        iops: input.ExtraPerformanceIOPS,
        throughput: input.ExtraPerformanceThroughputMB,
      },
      snapshotId: SnapshotId,
      snapshot:
        SnapshotId === undefined
          ? undefined
          : await tx.first(ownSnapshot, { ...owner, id: SnapshotId }),
    };
  },

  async change(tx, { instance }, input, context) {
    const step = instance ? TRANSITIONS.createAttached : TRANSITIONS.create;
    const VolumeId = await makeVolume(tx, context, {
      accountId: context.accountId,
      status: step.from,
      zoneId: instance?.zone_id ?? input.ZoneId ?? '',
      projectName: input.ProjectName,
      kind: input.Kind,
      type: input.VolumeType,
      size: input.Size,
      name: input.VolumeName,
      description: input.Description,
      instanceId: instance?.id,
      chargeType: input.VolumeChargeType,
      snapshotId: input.SnapshotId,
      burst: input.BurstEnabled,
      deleteProtection: input.DeleteProtection,
      deleteProtectionRetention: input.DeleteProtectionRetentionDays,
      extraPerformance: input.ExtraPerformanceTypeId && {
        ExtraPerformanceTypeId: input.ExtraPerformanceTypeId,
        IOPS: input.ExtraPerformanceIOPS ?? 0,
        Throughput: input.ExtraPerformanceThroughputMB ?? 0,
      },
      tags: input.Tags,
    });
    await scheduleTransition(tx, context, step, VolumeId);
    return { VolumeId, VolumeIds: [VolumeId] };
  },
});
