import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import type { Holding } from '#core/common.rules.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { removeTags } from '#services/vpc/tag/rows.ts';
import { clbRefusals } from '../refusals.ts';
import { certificateExists } from './certificate.rules.ts';
import { listenersOfCertificates, ownCertificateToChange } from './rows.ts';

type DeleteFacts = Holding<'certificate', { readonly id: string }> & {
  readonly listenerId: string | undefined;
};

const deleteRules: readonly Rule<DeleteFacts>[] = [
  certificateExists,
  {
    refusal: clbRefusals.CertificateInUse,
    args: () => ['a listener'],
    broken: ({ listenerId }) => listenerId !== undefined,
    because: ({ listenerId }) => `${listenerId ?? 'no listener'} uses it`,
  },
];

/** Deletes a certificate that no listener uses. */
export const deleteCertificate = writeAction({
  name: 'DeleteCertificate',
  summary: 'delete a certificate of listeners',
  parameters: () => z.object({ CertificateId: id() }),
  result: () => z.object({}),
  rules: deleteRules,

  async facts(tx, { CertificateId }, context) {
    const certificate = await tx.first(ownCertificateToChange, ownKey(context, CertificateId));
    const [listener] = certificate ? await listenersOfCertificates(tx, [CertificateId]) : [];
    return { certificate, listenerId: listener?.id };
  },

  async change(tx, _, { CertificateId }) {
    await removeTags(tx, CertificateId);
    await tx.remove('certificate', CertificateId);
    return {};
  },
});
