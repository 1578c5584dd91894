import type { Resource } from '#core/service.ts';
import { getIpamPoolAvailableCidr } from './available-cidr.ts';
import { createIpamPool } from './create.ts';
import { deleteIpamPool } from './delete.ts';
import { deprovisionIpamPoolCidr } from './deprovision-cidr.ts';
import { describeIpamPools } from './describe.ts';
import { describeIpamPoolCidrs } from './describe-cidrs.ts';
import { modifyIpamPool } from './modify.ts';
import { provisionIpamPoolCidr } from './provision-cidr.ts';

/** The actions of the pools of IPAMs, and of their blocks. */
export const ipamPoolResource: Resource = {
  actions: [
    createIpamPool,
    deleteIpamPool,
    deprovisionIpamPoolCidr,
    describeIpamPoolCidrs,
    describeIpamPools,
    getIpamPoolAvailableCidr,
    modifyIpamPool,
    provisionIpamPoolCidr,
  ],
};
