import type { Resource } from '#core/service.ts';
import {
  addSamlProviderCertificate,
  listSamlProviderCertificates,
  removeSamlProviderCertificate,
} from './certificates.ts';
import { createSamlProvider } from './create.ts';
import { deleteSamlProvider } from './delete.ts';
import { getSamlProvider } from './get.ts';
import { listSamlProviders } from './list.ts';
import { updateSamlProvider } from './update.ts';

/** The actions of SAML providers. */
export const samlProviderResource: Resource = {
  actions: [
    addSamlProviderCertificate,
    createSamlProvider,
    deleteSamlProvider,
    getSamlProvider,
    listSamlProviderCertificates,
    listSamlProviders,
    removeSamlProviderCertificate,
    updateSamlProvider,
  ],
};
