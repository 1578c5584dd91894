import type { Resource } from '#core/service.ts';
import { createOidcProvider } from './create.ts';
import { deleteOidcProvider } from './delete.ts';
import { getOidcProvider } from './get.ts';
import { listOidcProviders } from './list.ts';
import { addClientId, addThumbprint, removeClientId, removeThumbprint } from './members.ts';
import { updateOidcProvider } from './update.ts';

/** The actions of OpenID Connect providers. */
export const oidcProviderResource: Resource = {
  actions: [
    addClientId,
    addThumbprint,
    createOidcProvider,
    deleteOidcProvider,
    getOidcProvider,
    listOidcProviders,
    removeClientId,
    removeThumbprint,
    updateOidcProvider,
  ],
};
