import type { Resource } from '#core/service.ts';
import { addUserToGroup } from './add-user.ts';
import { createGroup } from './create.ts';
import { deleteGroup } from './delete.ts';
import { getGroup } from './get.ts';
import { listGroups } from './list.ts';
import { listGroupsForUser } from './list-of-user.ts';
import { listUsersForGroup } from './list-users.ts';
import { removeUserFromGroup } from './remove-user.ts';
import { updateGroup } from './update.ts';

/** The actions of user groups. */
export const userGroupResource: Resource = {
  actions: [
    addUserToGroup,
    createGroup,
    deleteGroup,
    getGroup,
    listGroups,
    listGroupsForUser,
    listUsersForGroup,
    removeUserFromGroup,
    updateGroup,
  ],
};
