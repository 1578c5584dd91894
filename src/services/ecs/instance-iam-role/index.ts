import type { Resource } from '#core/service.ts';
import { associateInstancesIamRole } from './associate.ts';
import { describeInstancesIamRoles } from './describe.ts';
import { disassociateInstancesIamRole } from './disassociate.ts';

/** The actions on the roles of instances. */
export const instanceIamRoleResource: Resource = {
  actions: [associateInstancesIamRole, describeInstancesIamRoles, disassociateInstancesIamRole],
};
