import * as z from 'zod';
import { integer, list, note } from '#core/parameters.ts';
import { existing } from '../parameters.ts';

/*
 * Of OpenID Connect providers: what is in the SDK's types and in published examples. The limits are
 * ours, since no page was seen.
 */

export const whichProvider = () => ({ OIDCProviderName: existing() });

/** `https://` and a host at least. */
export const issuerUrl = () =>
  z
    .string()
    .max(255)
    .regex(/^https:\/\/[^\s/?#]+\S*$/);

export const clientId = () => z.string().regex(/^\S{1,128}$/);

/** A fingerprint of a certificate: 40 hexadecimal digits of SHA-1, or 64 of SHA-256. */
export const thumbprint = () => z.string().regex(/^([\da-fA-F]{40}|[\da-fA-F]{64})$/);

const unique = (texts: readonly string[]) => new Set(texts).size === texts.length;

export const clientIds = () =>
  note(list(clientId(), MOST.clientIds).refine(unique, 'one is there twice'), {});

export const thumbprints = () =>
  note(list(thumbprint(), MOST.thumbprints).refine(unique, 'one is there twice'), {});

/**
 * How long may lie between a token's issue and its use. The unit and the most are not said; the
 * page of UpdateOIDCProvider (docs 6257/1866373) has 787 and 3600.
 */
export const issuanceLimitTime = () => integer(1, 2 ** 31 - 1);

/** What it is unless it is given. */
export const USUAL_LIMIT = 12;

/** How many a provider may have. */
export const MOST = { clientIds: 50, thumbprints: 5 } as const;
