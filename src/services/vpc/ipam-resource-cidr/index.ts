import type { Resource } from '#core/service.ts';
import { describeIpamResourceCidrs } from './describe.ts';
import { describeIpamDiscoveredResourceCidrs } from './describe-discovered.ts';
import { modifyIpamResourceCidr } from './modify.ts';

/** The actions of the blocks of VPCs and subnets, as IPAMs see them. */
export const ipamResourceCidrResource: Resource = {
  actions: [describeIpamDiscoveredResourceCidrs, describeIpamResourceCidrs, modifyIpamResourceCidr],
};
