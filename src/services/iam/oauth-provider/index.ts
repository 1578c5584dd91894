import type { Resource } from '#core/service.ts';
import { createOauthProvider } from './create.ts';
import { deleteOauthProvider } from './delete.ts';
import { getOauthProvider } from './get.ts';
import { updateOauthProvider } from './update.ts';

/** The actions of OAuth providers. */
export const oauthProviderResource: Resource = {
  actions: [createOauthProvider, deleteOauthProvider, getOauthProvider, updateOauthProvider],
};
