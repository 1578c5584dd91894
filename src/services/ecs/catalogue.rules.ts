import type { Rule } from '#core/action.ts';
import type { Image, InstanceType } from '#world/world.ts';
import { ecsRefusals } from './refusals.ts';

/*
 * Rules on what the world must contain. A configuration made for the vendor's cloud names types and
 * images that this world does not have. The vendor's message cannot say how to add them, so the
 * reason does.
 */

const MORE = 'docs/world-file.md, and serve it with tenon serve --world FILE';

export interface ImageFacts {
  readonly imageId: string;
  readonly image: Image | undefined;
  /** Undefined where there is no image. */
  readonly imageStatus: string | undefined;
}

export const imageIsThere: Rule<ImageFacts> = {
  refusal: ecsRefusals.ImageNotFound,
  parameter: 'ImageId',
  broken: ({ image }) => image === undefined,
  because: ({ imageId, image }) =>
    image
      ? `${imageId} is an image`
      : `${imageId} is not an image here: take one that DescribeImages lists, or add it under images in a world file (${MORE})`,
};

export const imageIsAvailable: Rule<ImageFacts> = {
  refusal: ecsRefusals.ImageStatus,
  parameter: 'ImageId',
  broken: ({ imageStatus }) => imageStatus !== undefined && imageStatus !== 'available',
  because: ({ imageStatus }) => `the image is ${imageStatus ?? 'absent'}`,
};

export interface InstanceTypeFacts {
  readonly instanceTypeId: string | undefined;
  readonly instanceType: InstanceType | undefined;
}

export const instanceTypeIsThere: Rule<InstanceTypeFacts> = {
  refusal: ecsRefusals.InstanceTypeNotFound,
  parameter: 'InstanceTypeId',
  broken: ({ instanceType }) => instanceType === undefined,
  because: ({ instanceTypeId, instanceType }) =>
    instanceType
      ? `${instanceTypeId} is in the catalogue`
      : `${instanceTypeId ?? 'no type'} is not in the catalogue: take one that DescribeInstanceTypes lists, or add it under instanceTypes or instanceTypesFrom in a world file (${MORE})`,
};
