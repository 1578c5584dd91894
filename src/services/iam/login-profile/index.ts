import type { Resource } from '#core/service.ts';
import { createLoginProfile } from './create.ts';
import { deleteLoginProfile } from './delete.ts';
import { getLoginProfile } from './get.ts';
import { updateLoginProfile } from './update.ts';

/** The actions of login profiles. */
export const loginProfileResource: Resource = {
  actions: [createLoginProfile, deleteLoginProfile, getLoginProfile, updateLoginProfile],
};
