import type { Resource } from '#core/service.ts';
import { createInstanceGroup } from './create.ts';
import { deleteInstanceGroup } from './delete.ts';
import { describeInstanceGroups } from './describe.ts';
import { modifyInstanceGroupAttributes } from './modify-attributes.ts';
import { modifyInstanceGroupMembers } from './modify-members.ts';
import { instanceGroupTransitions } from './transitions.ts';

/** The actions and transitions of instance groups. */
export const instanceGroupResource: Resource = {
  actions: [
    createInstanceGroup,
    deleteInstanceGroup,
    describeInstanceGroups,
    modifyInstanceGroupAttributes,
    modifyInstanceGroupMembers,
  ],
  transitions: instanceGroupTransitions,
};
