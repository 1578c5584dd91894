import type { Resource } from '#core/service.ts';
import { addAclEntries } from './add-entries.ts';
import { createAcl } from './create.ts';
import { deleteAcl } from './delete.ts';
import { describeAcls } from './describe.ts';
import { describeAclAttributes } from './describe-attributes.ts';
import { modifyAclAttributes } from './modify-attributes.ts';
import { removeAclEntries } from './remove-entries.ts';

/** The actions of the access control lists of listeners. */
export const aclResource: Resource = {
  actions: [
    addAclEntries,
    createAcl,
    deleteAcl,
    describeAclAttributes,
    describeAcls,
    modifyAclAttributes,
    removeAclEntries,
  ],
};
