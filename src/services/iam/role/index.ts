import type { Resource } from '#core/service.ts';
import { createRole } from './create.ts';
import { deleteRole } from './delete.ts';
import { getRole } from './get.ts';
import { listRoles } from './list.ts';
import { updateRole } from './update.ts';

/** The actions of roles; sts AssumeRole gives their temporary keys. */
export const roleResource: Resource = {
  actions: [createRole, deleteRole, getRole, listRoles, updateRole],
};
