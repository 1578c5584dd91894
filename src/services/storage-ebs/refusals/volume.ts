import type { Refusal } from '#core/refusal.ts';

/**
 * Refusals about volumes. Documented ones: DeleteVolume, docs.byteplus.com/en/docs/ecs/Deletevolume.
 */
export const volumeRefusals = {
  VolumeIdMissing: {
    http: 400,
    code: 'MissingVolumeID',
    message: 'The volume ID is missing.',
    source: 'documented',
  },
  VolumeNotFound: {
    http: 404,
    code: 'VolumeNotFound',
    message: 'The volume is not found.',
    source: 'documented',
  },
  VolumeStatus: {
    http: 403,
    code: 'IncorrectDiskStatus',
    message: 'A volume of this status does not support this action.',
    source: 'documented',
  },
  VolumeStatusForbidsDelete: {
    http: 400,
    code: 'VolumeStatusForbidDelete',
    message: 'A volume with this status cannot be deleted.',
    source: 'documented',
  },
  SystemVolume: {
    http: 400,
    code: 'SystemVolumeUnsupported',
    message: 'A system volume does not support this action.',
    source: 'ours',
  },
  VolumeNotOnInstance: {
    http: 400,
    code: 'VolumeNotAttached',
    message: 'The volume is not attached to the instance.',
    source: 'ours',
  },
  VolumesPerInstance: {
    http: 400,
    code: 'VolumeLimitExceeded',
    message: 'The number of volumes of the instance exceeds the limit.',
    source: 'ours',
  },
  ZoneMissing: {
    http: 400,
    code: 'MissingZoneID',
    message: 'The zone ID is missing.',
    source: 'ours',
  },
  ZoneNotFound: {
    http: 404,
    code: 'ZoneNotFound',
    message: 'The zone is not found.',
    source: 'ours',
  },
  ZoneMismatch: {
    http: 400,
    code: 'VolumeZoneMismatch',
    message: 'The volume and the instance are not in the same zone.',
    source: 'ours',
  },
  /** The code is what Terraform's provider gives up on; the rest is ours. */
  ChargeType: {
    http: 400,
    code: 'ErrorInvalidEcsChargeType',
    message: 'The charge type of the instance does not support this action.',
    source: 'observed',
  },
  PrePaidVolume: {
    http: 400,
    code: 'VolumeChargeTypeUnsupported',
    message: 'A volume of this charge type does not support this action.',
    source: 'ours',
  },
  VolumeSize: {
    http: 400,
    code: 'InvalidSize.Malformed',
    message: 'The specified Size is malformed.',
    source: 'ours',
  },
  SizeTooSmall: {
    http: 400,
    code: 'InvalidNewSize.Malformed',
    message:
      'The specified NewSize is malformed. Ensure that it is not smaller than the current size.',
    source: 'ours',
  },
  SizeTooLarge: {
    http: 400,
    code: 'LimitExceeded.VolumeSize',
    message: 'The specified size of the volume exceeds the limit.',
    source: 'ours',
  },
  VolumeSpec: {
    http: 400,
    code: 'InvalidTargetVolumeType.Malformed',
    message: 'The specified TargetVolumeType is malformed.',
    source: 'ours',
  },
  ExtraPerformance: {
    http: 400,
    code: 'InvalidExtraPerformance.Malformed',
    message: 'The volume does not support the specified extra performance.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
