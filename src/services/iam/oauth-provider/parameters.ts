import * as z from 'zod';
import { integer, note, text } from '#core/parameters.ts';
import { existing } from '../parameters.ts';

/* Of OAuth providers. Source: docs 6257/1206005. The limits are ours, since it has none. */

export const whichProvider = () => ({ OAuthProviderName: existing() });

/** 2: users. Roles, 1, are not supported yet, says the page. */
export const ssoType = () => integer(2, 2);

/** 1 for on, 2 for on and no other way to sign in, 3 for off. */
export const providerStatus = () => integer(1, 3);

/** What it is unless it is given. */
export const USUAL_STATUS = 1;

export const clientId = () => text(256, 1);

/** It may be empty, as in Terraform's example. */
export const clientSecret = () => note(text(1024), { keepsEmpty: true, sensitive: true });

/** `https://` or `http://` and a host at least. */
export const endpoint = () =>
  z
    .string()
    .max(1024)
    .regex(/^https?:\/\/[^\s/?#]+\S*$/);

/** The address of a sign-in, with `${authEndpoint}` and the like in it. */
export const authorizeTemplate = () => text(2048, 1);

/** Words with spaces between them. */
export const scope = () => note(text(1024), { keepsEmpty: true });

/** What a user is found by: 1 for its name, 2 for its phone. */
export const identityMapType = () => integer(1, 2);

/** The field of the provider's answer that has it. */
export const idpIdentityKey = () => text(256, 1);
