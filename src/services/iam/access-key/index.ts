import type { Resource } from '#core/service.ts';
import { createAccessKey } from './create.ts';
import { deleteAccessKey } from './delete.ts';
import { getAccessKeyLastUsed } from './last-used.ts';
import { listAccessKeys } from './list.ts';
import { updateAccessKey } from './update.ts';

/** The actions of access keys. */
export const accessKeyResource: Resource = {
  actions: [
    createAccessKey,
    deleteAccessKey,
    getAccessKeyLastUsed,
    listAccessKeys,
    updateAccessKey,
  ],
};
