import * as z from 'zod';
import { integer, note } from '#core/parameters.ts';
import { iamRefusals } from '../refusals.ts';
import { readTrust } from './trust.ts';

/** In seconds. Source: DurationSeconds of AssumeRole, docs 6257/86374. */
export const LONGEST_SESSION = 43_200;

/** In seconds. That an hour is the least is ours. */
export const maxSessionDuration = () => integer(3600, LONGEST_SESSION);

/** "Role trust policy length: 6144." Source: docs 6257/1285191. */
export const trustPolicyDocument = () =>
  note(
    z
      .string()
      .max(6144)
      .refine((text) => readTrust(text) !== undefined, 'it must be a trust policy'),
    { malformed: iamRefusals.TrustPolicyMalformed },
  );
