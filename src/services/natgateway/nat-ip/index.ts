import type { Resource } from '#core/service.ts';
import { createNatIp } from './create.ts';
import { deleteNatIp } from './delete.ts';
import { describeNatIps } from './describe.ts';
import { describeNatIpAttributes } from './describe-attributes.ts';
import { modifyNatIpAttributes } from './modify-attributes.ts';

/** The actions of NAT IPs. */
export const natIpResource: Resource = {
  actions: [
    createNatIp,
    deleteNatIp,
    describeNatIpAttributes,
    describeNatIps,
    modifyNatIpAttributes,
  ],
};
