import type { Resource } from '#core/service.ts';
import { createInstanceGroup } from './create.ts';
import { deleteInstanceGroup } from './delete.ts';
import { describeInstanceGroups } from './describe.ts';
import { modifyInstanceGroupAttributes } from './modify-attributes.ts';
import { modifyInstanceGroupMembers } from './modify-members.ts';

/** The actions of instance groups. */
export const instanceGroupResource: Resource = {
  actions: [
    createInstanceGroup,
    deleteInstanceGroup,
    describeInstanceGroups,
    modifyInstanceGroupAttributes,
    modifyInstanceGroupMembers,
  ],
};
