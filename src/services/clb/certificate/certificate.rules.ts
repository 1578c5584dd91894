import { exists } from '#core/common.rules.ts';
import { clbRefusals } from '../refusals.ts';

export const certificateExists = exists(
  clbRefusals.CertificateNotFound,
  'certificate',
  'certificate',
);
