import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { note, text } from '#core/parameters.ts';
import { RESOURCES } from '#core/resources.ts';
import { DEFAULT_PROJECT, description, projectName, resourceName } from '#services/vpc/names.ts';
import { tagList } from '#services/vpc/tag/parameters.ts';
import { addTags } from '#services/vpc/tag/rows.ts';
import { readCertificate } from './read.ts';

/** Keeps what a certificate says of itself. Its private key is kept nowhere. */
export const uploadCertificate = writeAction({
  name: 'UploadCertificate',
  summary: 'upload a certificate for HTTPS listeners',
  parameters: () =>
    z.object({
      CertificateName: resourceName().optional(),
      Description: description().optional(),
      PublicKey: text(65_536, 1),
      PrivateKey: note(text(65_536, 1), { sensitive: true }),
      ProjectName: projectName().default(DEFAULT_PROJECT),
      Tags: tagList().optional(),
    }),
  result: () => z.object({ CertificateId: z.string() }),
  inert: { PrivateKey: 'nothing here ends TLS, so that it is not kept' },
  rules: [],
  facts: async (_, { PublicKey }) => readCertificate(PublicKey),

  async change(tx, { domainName, names, endsAt }, input, context) {
    const owner = ownKey(context, context.ids.resource(RESOURCES.certificate.idPrefix));
    await tx.insert('certificate', {
      ...owner,
      project_name: input.ProjectName,
      name: input.CertificateName ?? owner.id,
      description: input.Description ?? '',
      status: 'Available',
      domain_name: domainName,
      subject_alternative_names: JSON.stringify(names),
      ends_at: endsAt,
    });
    await addTags(tx, owner, 'certificate', input.Tags);
    return { CertificateId: owner.id };
  },
});
