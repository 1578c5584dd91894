import type { Resource } from '#core/service.ts';
import { createSubnet } from './create.ts';
import { deleteSubnet } from './delete.ts';
import { describeSubnets } from './describe.ts';
import { describeSubnetAttributes } from './describe-attributes.ts';
import { modifySubnetAttributes } from './modify-attributes.ts';

/** The actions of subnets. */
export const subnetResource: Resource = {
  actions: [
    createSubnet,
    deleteSubnet,
    describeSubnetAttributes,
    describeSubnets,
    modifySubnetAttributes,
  ],
};
