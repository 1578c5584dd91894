import type { Resource } from '#core/service.ts';
import { associateNetworkAcl } from './associate.ts';
import { createNetworkAcl } from './create.ts';
import { deleteNetworkAcl } from './delete.ts';
import { describeNetworkAcls } from './describe.ts';
import { describeNetworkAclAttributes } from './describe-attributes.ts';
import { disassociateNetworkAcl } from './disassociate.ts';
import { modifyNetworkAclAttributes } from './modify-attributes.ts';
import { updateNetworkAclEntries } from './update-entries.ts';

/** The actions of network ACLs. */
export const networkAclResource: Resource = {
  actions: [
    associateNetworkAcl,
    createNetworkAcl,
    deleteNetworkAcl,
    describeNetworkAclAttributes,
    describeNetworkAcls,
    disassociateNetworkAcl,
    modifyNetworkAclAttributes,
    updateNetworkAclEntries,
  ],
};
