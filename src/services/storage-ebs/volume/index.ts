import type { Resource } from '#core/service.ts';
import { attachVolume } from './attach.ts';
import { createVolume } from './create.ts';
import { deleteVolume } from './delete.ts';
import { describeVolumes } from './describe.ts';
import { detachVolume } from './detach.ts';
import { extendVolume } from './extend.ts';
import { modifyVolumeAttribute } from './modify-attribute.ts';
import { modifyVolumeChargeType } from './modify-charge-type.ts';
import { modifyVolumeExtraPerformance } from './modify-extra-performance.ts';
import { modifyVolumeSpec } from './modify-spec.ts';
import { reInitializeVolume } from './re-initialize.ts';
import { rollbackVolume } from './rollback.ts';

/** The actions of volumes. */
export const volumeResource: Resource = {
  actions: [
    attachVolume,
    createVolume,
    deleteVolume,
    describeVolumes,
    detachVolume,
    extendVolume,
    modifyVolumeAttribute,
    modifyVolumeChargeType,
    modifyVolumeExtraPerformance,
    modifyVolumeSpec,
    reInitializeVolume,
    rollbackVolume,
  ],
};
