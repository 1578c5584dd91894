import type { Resource } from '#core/service.ts';
import { describeInstanceTypes } from './describe.ts';
import { describeInstanceTypeFamilies } from './describe-families.ts';

/** What is done with instance types, by clients and by time. */
export const instanceTypeResource: Resource = {
  actions: [describeInstanceTypeFamilies, describeInstanceTypes],
};
