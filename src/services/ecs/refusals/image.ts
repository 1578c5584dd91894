import type { Refusal } from '#core/refusal.ts';

/**
 * Refusals about images. Source: ModifyImageAttribute and DeleteImages
 * (docs.byteplus.com/api/docs/ecs/ModifyImageAttribute, docs 6396/120265).
 */
export const imageRefusals = {
  ImageNotFound: {
    http: 404,
    code: 'InvalidImage.NotFound',
    message: 'The specified image does not exist.',
    source: 'documented',
  },
  ImageStatus: {
    http: 400,
    code: 'InvalidImageStatus',
    message: 'The specified image is not in the correct status for the request.',
    source: 'documented',
  },
  ImageShared: {
    http: 400,
    code: 'InvalidImage.Shared',
    message: 'The specified image has already been shared and may be in use by other users.',
    source: 'documented',
  },
  ImageIsCopying: {
    http: 400,
    code: 'OperationDenied.ImageIsCopying',
    message: 'The specified operation is denied as your image is copying.',
    source: 'documented',
  },
  ImageIsExporting: {
    http: 400,
    code: 'OperationDenied.ImageIsExporting',
    message: 'The specified operation is denied as your image is exporting.',
    source: 'documented',
  },
  ImageNameMalformed: {
    http: 400,
    code: 'InvalidImageName.Malformed',
    message: 'The specified ImageName is malformed.',
    source: 'documented',
  },
  ImageDescriptionMalformed: {
    http: 400,
    code: 'InvalidDescription.Malformed',
    message: 'The specified Description is malformed.',
    source: 'documented',
  },
  BootModeMalformed: {
    http: 400,
    code: 'InvalidBootMode.Malformed',
    message: 'The specified BootMode is malformed.',
    source: 'documented',
  },
  /** The documented form of a missing parameter: one of several is needed. */
  ImageSourceMissing: {
    http: 400,
    code: 'MissingParameter.InstanceId',
    message: 'The required parameter InstanceId is not supplied.',
    source: 'ours',
  },
  SnapshotNotFound: {
    http: 404,
    code: 'InvalidSnapshot.NotFound',
    message: 'The specified snapshot does not exist.',
    source: 'ours',
  },
  SnapshotStatus: {
    http: 400,
    code: 'InvalidSnapshotStatus',
    message: 'The specified snapshot is not in the correct status for the request.',
    source: 'ours',
  },
  RegionNotFound: {
    http: 404,
    code: 'InvalidRegion.NotFound',
    message: 'The specified region does not exist.',
    source: 'ours',
  },
  ImageQuota: {
    http: 400,
    code: 'QuotaExceeded.Image',
    message: "You've reached the limit on the number of images.",
    source: 'ours',
  },
} as const satisfies Record<string, Refusal>;
