import { refuse } from '#core/refusal.ts';
import { type Credential, readAuthorization, readCredential, readNames } from './authorization.ts';
import { CanonicalTexts, type Pairs } from './canonical.ts';
import { gatewayRefusals } from './refusals.ts';
import { algorithm, sameText, sha256, sign, stringToSign } from './signature.ts';

/** A request as the read step returns it. */
export interface SignedRequest {
  /** Upper case. */
  readonly method: string;
  /** From the request target as sent, without the query. */
  readonly path: string;
  /** Decoded pairs in wire order; "+" has become a space. */
  readonly query: Pairs;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array;
}

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Only a temporary key has a token; each of its requests must carry it. */
  readonly sessionToken?: string;
  /** Milliseconds since the epoch; from then on the session token is refused. */
  readonly expiresAt?: number;
}

/** What a request says about its own signature. Nothing here has been verified. */
export interface Claim {
  readonly credential: Credential;
  /** The X-Date as sent, `YYYYMMDDTHHMMSSZ`, and in milliseconds since the epoch. */
  readonly date: string;
  readonly signedAt: number;
  /** For how many milliseconds after `signedAt` the signature is valid. */
  readonly validFor: number;
  /** Lower case, in the client's order. */
  readonly signedHeaders: readonly string[];
  /** The signed query parameters of a presigned URL; undefined means all of them. */
  readonly signedQueries: ReadonlySet<string> | undefined;
  readonly bodySigned: boolean;
  readonly signature: string;
  readonly token: string | undefined;
}

const second = 1000;
/**
 * The documented default of X-Expires. We take the tolerance for clocks ahead of ours to be the
 * same.
 */
const defaultValidity = 900;
const toleratedAhead = 900 * second;
/** Ours: the sources name no upper limit of X-Expires. Seven days. */
const longestValidity = 604_800;

const tokenParameter = 'X-Security-Token';
/** A presigned URL may contain these unsigned; any other added parameter breaks the signature. */
const neverListed: ReadonlySet<string> = new Set([
  'X-Signature',
  'X-SignedQueries',
  tokenParameter,
]);

/**
 * Reads the signature's parameters from the Authorization header or, without one, from the query
 * of a presigned URL.
 *
 * Refusals: MissingAuthenticationToken, MissingRequestInfo, MissingSignature, MissingParameter,
 * InvalidParameter, InvalidAuthorization, InvalidCredential, InvalidTimestamp.
 * Source: docs 6469/1126803, and what the official SDKs send.
 */
export function readClaim(request: SignedRequest): Claim {
  const authorization = header(request, 'authorization');
  if (authorization) return readHeaderClaim(request, authorization);
  const presigned =
    parameter(request, 'X-Signature') !== undefined ||
    parameter(request, 'X-Credential') !== undefined;
  if (!presigned) refuse(gatewayRefusals.MissingAuthenticationToken);
  return readQueryClaim(request);
}

/**
 * Verifies a claim and returns the key that `lookup` gave for it, the very same object.
 * `now` is in milliseconds since the epoch.
 *
 * Refusals: InvalidTimestamp, InvalidAccessKey, SignatureDoesNotMatch, InvalidSecretToken.
 */
export function authenticate<K extends AccessKey>(
  request: SignedRequest,
  claim: Claim,
  lookup: (accessKeyId: string) => K | undefined,
  now: number,
): K {
  const age = now - claim.signedAt;
  if (age > claim.validFor || age < -toleratedAhead) refuse(gatewayRefusals.InvalidTimestamp);
  const { accessKeyId } = claim.credential;
  const key = lookup(accessKeyId) ?? refuse(gatewayRefusals.InvalidAccessKey, accessKeyId);
  verifySignature(request, claim, key.secretAccessKey);
  verifyToken(claim.token, key, now);
  return key;
}

function readHeaderClaim(request: SignedRequest, authorization: string): Claim {
  const { head, signature } = readAuthorization(authorization);
  const { credential } = head;
  // A date or token in the query is signed there like any other parameter.
  const date = header(request, 'x-date') || parameter(request, 'X-Date');
  return {
    credential,
    ...readTimes(request, date, credential),
    signedHeaders: head.signedHeaders(),
    signedQueries: undefined,
    bodySigned: true,
    signature,
    token: header(request, 'x-security-token') || parameter(request, tokenParameter),
  };
}

function readQueryClaim(request: SignedRequest): Claim {
  if (required(request, 'X-Algorithm') !== algorithm) refuse(gatewayRefusals.InvalidAuthorization);
  const credential = readCredential(required(request, 'X-Credential'));
  const names = required(request, 'X-SignedHeaders');
  return {
    credential,
    ...readTimes(request, parameter(request, 'X-Date'), credential),
    signedHeaders: names === '' ? [] : readNames(names),
    signedQueries: new Set(required(request, 'X-SignedQueries').split(';')),
    bodySigned: parameter(request, 'X-NotSignBody') === undefined,
    signature: parameter(request, 'X-Signature') || refuse(gatewayRefusals.MissingSignature),
    token: parameter(request, tokenParameter),
  };
}

function readTimes(
  request: SignedRequest,
  date: string | undefined,
  credential: Credential,
): Pick<Claim, 'date' | 'signedAt' | 'validFor'> {
  if (!date) refuse(gatewayRefusals.MissingRequestInfo, 'timestamp');
  const signedAt = readDate(date);
  if (credential.date !== date.slice(0, 8)) refuse(gatewayRefusals.InvalidCredential);
  return { date, signedAt, validFor: readValidity(parameter(request, 'X-Expires')) * second };
}

/** The date that was read last: busy clients sign many requests in a second. */
let lastDate = { text: '', time: 0 };

function readDate(text: string): number {
  if (text !== lastDate.text) lastDate = { text, time: timeOf(text) };
  return lastDate.time;
}

function timeOf(text: string): number {
  if (!/^\d{8}T\d{6}Z$/.test(text)) refuse(gatewayRefusals.InvalidTimestamp);
  const month = Number(text.slice(4, 6));
  const day = Number(text.slice(6, 8));
  const hour = Number(text.slice(9, 11));
  const minute = Number(text.slice(11, 13));
  const second = Number(text.slice(13, 15));
  const time = Date.UTC(Number(text.slice(0, 4)), month - 1, day, hour, minute, second);
  // Date.UTC carries over: 30 February becomes 1 March.
  const exists = new Date(time).getUTCMonth() === month - 1;
  if (!exists || hour > 23 || minute > 59 || second > 59) refuse(gatewayRefusals.InvalidTimestamp);
  return time;
}

/** In seconds. The Go SDK sends an empty parameter when it was given none. */
function readValidity(text: string | undefined): number {
  if (!text) return defaultValidity;
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (seconds < 1 || seconds > longestValidity) {
    refuse(gatewayRefusals.InvalidParameter, 'X-Expires', `it is not 1 to ${longestValidity}`);
  }
  return seconds;
}

function verifySignature(request: SignedRequest, claim: Claim, secret: string): void {
  const { credential, date, signature } = claim;
  // An unsigned body is not read. A POST, however, is presigned for a body that its sender chooses.
  if (!claim.bodySigned && request.method !== 'POST' && request.body.length > 0) {
    refuse(gatewayRefusals.MalformedRequest, 'its body is not signed');
  }
  const actualHash = bodyHash(request);
  const bodyAsSigned = claim.bodySigned ? actualHash : sha256('');
  const headers = claim.signedHeaders.map((name) => [name, signedHeader(request, name)] as const);
  const signs = (text: string) =>
    sameText(sign(secret, credential, stringToSign(date, credential, text)), signature);
  for (const query of signedQueries(request.query, claim.signedQueries)) {
    const { method, path } = request;
    const signable = { method, path, query, headers, bodyHash: bodyAsSigned };
    const texts = new CanonicalTexts(signable);
    if (signs(texts.likeliest)) return;
    for (const text of texts.others()) if (signs(text)) return;
  }
  refuse(gatewayRefusals.SignatureDoesNotMatch);
}

/** Never the hash that the client declares, but a wrong declared hash reveals a changed body. */
function bodyHash(request: SignedRequest): string {
  const actual = sha256(request.body);
  const declared = header(request, 'x-content-sha256');
  if (declared !== undefined && declared !== actual) refuse(gatewayRefusals.SignatureDoesNotMatch);
  return actual;
}

/** No official signer lists a header that it does not send. */
function signedHeader(request: SignedRequest, name: string): string {
  return header(request, name) ?? refuse(gatewayRefusals.SignatureDoesNotMatch);
}

/**
 * The pairs whose names are in a list. Older presigners (volc-sdk-golang 1.0.23 among them) sign
 * the session token without listing it; the SDKs of today neither list nor sign it.
 */
function signedQueries(query: Pairs, listed: ReadonlySet<string> | undefined): readonly Pairs[] {
  if (listed === undefined) return [query];
  for (const [name] of query) {
    if (!listed.has(name) && !neverListed.has(name)) refuse(gatewayRefusals.SignatureDoesNotMatch);
  }
  const covered = query.filter(([name]) => listed.has(name));
  const withToken = query.filter(([name]) => listed.has(name) || name === tokenParameter);
  return withToken.length === covered.length ? [covered] : [covered, withToken];
}

/** volc-sdk-golang's presigner sends an empty token with a permanent key. */
function verifyToken(sent: string | undefined, key: AccessKey, now: number): void {
  const { sessionToken, expiresAt } = key;
  const token = sent ?? '';
  // Most keys have no token: there is no secret to compare with.
  const right = sessionToken === undefined ? token === '' : sameText(token, sessionToken);
  if (!right) {
    refuse(gatewayRefusals.InvalidSecretToken, token === '' ? 'it is missing' : 'it is wrong');
  }
  if (expiresAt !== undefined && expiresAt <= now) {
    refuse(gatewayRefusals.InvalidSecretToken, 'it has expired');
  }
}

function header(request: SignedRequest, name: string): string | undefined {
  const value = request.headers[name];
  if (typeof value === 'string') return value;
  // Also what a name like "constructor" finds on the prototype.
  return Array.isArray(value) ? value.join(', ') : undefined;
}

/** A query parameter of the signature; it must not be given twice. */
function parameter(request: SignedRequest, name: string): string | undefined {
  let found: string | undefined;
  for (const [each, value] of request.query) {
    if (each !== name) continue;
    if (found !== undefined) refuse(gatewayRefusals.InvalidParameter, name, 'it is repeated');
    found = value;
  }
  return found;
}

function required(request: SignedRequest, name: string): string {
  return parameter(request, name) ?? refuse(gatewayRefusals.MissingParameter, name);
}
