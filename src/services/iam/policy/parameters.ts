import * as z from 'zod';
import { note } from '#core/parameters.ts';
import { iamRefusals } from '../refusals.ts';
import { readDocument } from './document.ts';

/** Characters of a policy document. */
export const MOST_DOCUMENT = 6144;

/** "Policy content length: 6144." Source: docs 6257/1285191. */
export const policyDocument = () =>
  note(
    z
      .string()
      .max(MOST_DOCUMENT)
      .refine((text) => readDocument(text) !== undefined, 'it must be a policy document'),
    { malformed: iamRefusals.PolicyDocumentMalformed },
  );

export const policyType = () => z.enum(['Custom', 'System']);
