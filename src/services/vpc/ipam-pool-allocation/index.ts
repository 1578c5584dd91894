import type { Resource } from '#core/service.ts';
import { createIpamPoolAllocation } from './create.ts';
import { describeIpamPoolAllocations } from './describe.ts';
import { releaseIpamPoolAllocation } from './release.ts';

/** The actions of what the pools of IPAMs give out. */
export const ipamPoolAllocationResource: Resource = {
  actions: [createIpamPoolAllocation, describeIpamPoolAllocations, releaseIpamPoolAllocation],
};
