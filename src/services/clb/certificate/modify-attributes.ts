import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { description, resourceName } from '#services/vpc/names.ts';
import { certificateExists } from './certificate.rules.ts';
import { ownCertificateToChange } from './rows.ts';

/** Changes the name and the description of a certificate; an absent one stays as it is. */
export const modifyCertificateAttributes = writeAction({
  name: 'ModifyCertificateAttributes',
  summary: 'change a certificate of listeners',
  parameters: () =>
    z.object({
      CertificateId: id(),
      CertificateName: resourceName().optional(),
      Description: description().optional(),
    }),
  result: () => z.object({}),
  rules: [certificateExists],

  async facts(tx, { CertificateId }, context) {
    return { certificate: await tx.first(ownCertificateToChange, ownKey(context, CertificateId)) };
  },

  async change(tx, _, input) {
    await tx.update('certificate', input.CertificateId, {
      ...(input.CertificateName !== undefined && { name: input.CertificateName }),
      ...(input.Description !== undefined && { description: input.Description }),
    });
    return {};
  },
});
