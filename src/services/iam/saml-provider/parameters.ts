import { integer, text } from '#core/parameters.ts';
import { existing } from '../parameters.ts';
import { decoded, readX509 } from './x509.ts';

/*
 * Of SAML providers. Source: docs 6257/1206012 and 1206020, and the types of the SDK. The limits are
 * ours, since no page has any.
 */

export const whichProvider = () => ({ SAMLProviderName: existing() });

/** Whether it stands for Base64 of XML. A document may be broken into lines, as Terraform has it. */
const isEncodedXml = (given: string): boolean =>
  /^[A-Za-z\d+/\r\n]*={0,2}\s*$/.test(given) && decoded(given).trimStart().startsWith('<');

/** A metadata document: XML, in Base64. */
export const metadataDocument = () =>
  text(131_072, 1).refine(isEncodedXml, 'it must be Base64 of XML');

/** 1 for roles, 2 for users. */
export const ssoType = () => integer(1, 2);

/** For users that sign in with their own names. */
export const OF_USERS = 2;

/** 1 for on, 2 for on and no other way to sign in, 3 for off. */
export const providerStatus = () => integer(1, 3);

/** What it is unless it is given. */
export const USUAL_STATUS = 1;

/** A certificate in PEM. Source: docs 6257/1223924. */
export const certificate = () =>
  text(16_384, 1).refine(
    (given) => given.includes('-----BEGIN CERTIFICATE-----') && readX509(given) !== undefined,
    'it must be an X.509 certificate in PEM',
  );

/** How many certificates a provider may have. */
export const MOST_CERTIFICATES = 10;
