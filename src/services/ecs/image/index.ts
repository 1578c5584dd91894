import type { Resource } from '#core/service.ts';
import { copyImage } from './copy.ts';
import { createImage } from './create.ts';
import { deleteImages } from './delete-many.ts';
import { describeImages } from './describe.ts';
import { describeAutoInstallPackages } from './describe-auto-install-packages.ts';
import { describeImageSharePermission } from './describe-share-permission.ts';
import { detectImage } from './detect.ts';
import { exportImage } from './export.ts';
import { importImage } from './import.ts';
import { modifyImageAttribute } from './modify-attribute.ts';
import { modifyImageSharePermission } from './modify-share-permission.ts';
import { repairImage } from './repair.ts';

/** The actions of images. */
export const imageResource: Resource = {
  actions: [
    copyImage,
    createImage,
    deleteImages,
    describeAutoInstallPackages,
    describeImageSharePermission,
    describeImages,
    detectImage,
    exportImage,
    importImage,
    modifyImageAttribute,
    modifyImageSharePermission,
    repairImage,
  ],
};
