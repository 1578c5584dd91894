import type { Refusal } from '#core/refusal.ts';

/** Every refusal of the storage_ebs service. Its pages' tables were not seen: docs/limits.md. */
export const ebsRefusals = {
  VolumeNotFound: {
    http: 404,
    code: 'InvalidVolume.NotFound',
    message: 'The specified volume does not exist.',
    source: 'ours',
  },
  InstanceStatus: {
    http: 400,
    code: 'InvalidInstance.InvalidStatus',
    message: 'The specified instance is not in the correct status for the request.',
    source: 'ours',
  },
  SizeTooSmall: {
    http: 400,
    code: 'InvalidNewSize.Malformed',
    message: 'The specified NewSize is malformed. Ensure that it is larger than the current size.',
    source: 'ours',
  },
  SizeTooLarge: {
    http: 400,
    code: 'LimitExceeded.VolumeSize',
    message: 'The specified size of the volume exceeds the limit.',
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
