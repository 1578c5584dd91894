import type { Resource } from '#core/service.ts';
import { describeInstanceTypes } from './describe.ts';
import { describeInstanceTypeFamilies } from './describe-families.ts';

/** The actions of instance types. */
export const instanceTypeResource: Resource = {
  actions: [describeInstanceTypeFamilies, describeInstanceTypes],
};
