import type { Resource } from '#core/service.ts';
import { createRole } from './create.ts';
import { createServiceLinkedRole } from './create-service-linked.ts';
import { deleteRole, deleteServiceLinkedRole } from './delete.ts';
import { getRole } from './get.ts';
import { getServiceLinkedRoleTemplate } from './get-template.ts';
import { listRoles } from './list.ts';
import { updateRole } from './update.ts';

/** The actions of roles; sts AssumeRole gives their temporary keys. */
export const roleResource: Resource = {
  actions: [
    createRole,
    createServiceLinkedRole,
    deleteRole,
    deleteServiceLinkedRole,
    getRole,
    getServiceLinkedRoleTemplate,
    listRoles,
    updateRole,
  ],
};
