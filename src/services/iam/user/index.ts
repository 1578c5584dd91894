import type { Resource } from '#core/service.ts';
import { createUser } from './create.ts';
import { deleteUser } from './delete.ts';
import { getUser } from './get.ts';
import { listUsers } from './list.ts';
import { getSecurityConfig, setSecurityConfig } from './security-config.ts';
import { updateUser } from './update.ts';

/** The actions of users. */
export const userResource: Resource = {
  actions: [
    createUser,
    deleteUser,
    getSecurityConfig,
    getUser,
    listUsers,
    setSecurityConfig,
    updateUser,
  ],
};
