import type { Resource } from '#core/service.ts';
import { associateVpcCidrBlock } from './associate-cidr-block.ts';
import { associateVpcUserCidrBlock } from './associate-user-cidr-block.ts';
import { createVpc } from './create.ts';
import { deleteVpc } from './delete.ts';
import { describeVpcs } from './describe.ts';
import { describeVpcAttributes } from './describe-attributes.ts';
import { disassociateVpcCidrBlock } from './disassociate-cidr-block.ts';
import { disassociateVpcUserCidrBlock } from './disassociate-user-cidr-block.ts';
import { modifyVpcAttributes } from './modify-attributes.ts';

/** The actions of VPCs. */
export const vpcResource: Resource = {
  actions: [
    createVpc,
    deleteVpc,
    describeVpcAttributes,
    describeVpcs,
    modifyVpcAttributes,
    associateVpcCidrBlock,
    associateVpcUserCidrBlock,
    disassociateVpcCidrBlock,
    disassociateVpcUserCidrBlock,
  ],
};
