import type { Resource } from '#core/service.ts';
import { addIpAddressPoolCidrBlock } from './add-cidr-block.ts';
import { createIpAddressPool } from './create.ts';
import { deleteIpAddressPool } from './delete.ts';
import { deleteIpAddressPoolCidrBlock } from './delete-cidr-block.ts';
import { describeIpAddressPools } from './describe.ts';
import { describeIpAddressPoolAttributes } from './describe-attributes.ts';
import { describeIpAddressPoolCidrBlocks } from './describe-cidr-blocks.ts';
import { modifyIpAddressPoolAttributes } from './modify-attributes.ts';

/** The actions of IP address pools. */
export const ipAddressPoolResource: Resource = {
  actions: [
    addIpAddressPoolCidrBlock,
    createIpAddressPool,
    deleteIpAddressPool,
    deleteIpAddressPoolCidrBlock,
    describeIpAddressPoolAttributes,
    describeIpAddressPoolCidrBlocks,
    describeIpAddressPools,
    modifyIpAddressPoolAttributes,
  ],
};
