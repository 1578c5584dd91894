import type { Resource } from '#core/service.ts';
import { deleteCertificate } from './delete.ts';
import { describeCertificates } from './describe.ts';
import { modifyCertificateAttributes } from './modify-attributes.ts';
import { uploadCertificate } from './upload.ts';

/** The actions of the certificates of HTTPS listeners. */
export const certificateResource: Resource = {
  actions: [
    deleteCertificate,
    describeCertificates,
    modifyCertificateAttributes,
    uploadCertificate,
  ],
};
