import { createHash, createHmac } from 'node:crypto';
import { Refused } from '#core/refusal.ts';
import {
  type AccessKey,
  authenticate,
  readClaim,
  type SignedRequest,
} from '#gateway/authenticate.ts';
import { read } from '#gateway/read.ts';

/*
 * Requests that are signed and presigned by the documented algorithm, written down here a second time.
 */

/** Whose signatures they bear. */
export const key: AccessKey = {
  accessKeyId: 'AKLTEXAMPLEACCESSKEY',
  secretAccessKey: 'EXAMPLESECRETKEYEXAMPLE==',
};
export const sessionKey: AccessKey = { ...key, sessionToken: 'STSTOKEN' };

export const xDate = '20240110T024129Z';
export const signedAt = Date.UTC(2024, 0, 10, 2, 41, 29);
export const host = '127.0.0.1:8080';
export const scope = { date: '20240110', region: 'cn-beijing', service: 'vpc' };
export const nothingHashed = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** Authenticates a request by one key. @throws Refused */
export function verify(request: SignedRequest, key: AccessKey, now: number): AccessKey {
  const lookup = (id: string) => (id === key.accessKeyId ? key : undefined);
  return authenticate(request, readClaim(request), lookup, now);
}

/** The refusal of a request; any other error fails the test. */
export function refusalOf(request: SignedRequest, by = key, now = signedAt): Refused | undefined {
  try {
    verify(request, by, now);
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
}

export function outcome(request: SignedRequest, by = key, now = signedAt): string {
  return refusalOf(request, by, now)?.refusal.code ?? 'accepted';
}

export function withHeaders(
  request: SignedRequest,
  headers: Record<string, string | undefined>,
): SignedRequest {
  return { ...request, headers: { ...request.headers, ...headers } };
}

export function lowerCase(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}

export function keyOf(more: Partial<AccessKey>): AccessKey {
  return { ...key, ...more };
}

interface AuthorizationFields {
  scheme?: string;
  credential?: string | undefined;
  names?: string | undefined;
  signature?: string | undefined;
}

export function authorization(fields: AuthorizationFields = {}): string {
  const { scheme, credential, names, signature } = {
    scheme: 'HMAC-SHA256',
    credential: `${key.accessKeyId}/20240110/cn-beijing/vpc/request`,
    names: 'host;x-date',
    signature: '0'.repeat(64),
    ...fields,
  };
  const present = [
    ['Credential', credential],
    ['SignedHeaders', names],
    ['Signature', signature],
  ].filter(([, value]) => value !== undefined);
  return `${scheme} ${present.map(([name, value]) => `${name}=${value}`).join(', ')}`;
}

export function credential(text: string): string {
  return authorization({ credential: text });
}

interface Draft {
  method?: string;
  /** As on the wire. */
  query?: string;
  host?: string;
  date?: string;
  headers?: Record<string, string>;
  names?: string;
  body?: string;
  accessKeyId?: string;
  secret?: string;
}

/** Signs by the documented algorithm, written down here a second time. */
export function signed(draft: Draft = {}): SignedRequest {
  const { method = 'GET', query = 'Action=A&Version=2020-04-01', body = '' } = draft;
  const date = draft.date ?? xDate;
  const headers = draft.headers ?? { host: draft.host ?? host, 'x-date': date };
  const names = draft.names ?? Object.keys(headers).sort().join(';');
  const request = read(method, `/?${query}`, headers, Buffer.from(body));
  const lines = names.split(';').map((name) => `${name}:${headers[name as 'host'] ?? ''}\n`);
  const text = [
    method,
    '/',
    sortedQuery(request.query, escape3986),
    lines.join(''),
    names,
    createHash('sha256').update(body).digest('hex'),
  ].join('\n');
  const { accessKeyId = key.accessKeyId, secret = key.secretAccessKey } = draft;
  const day = date.slice(0, 8);
  return withHeaders(request, {
    authorization: authorization({
      credential: `${accessKeyId}/${day}/cn-beijing/vpc/request`,
      names,
      signature: signatureOf(text, date, secret),
    }),
  });
}

interface PresignedDraft {
  method?: string;
  query?: string;
  /** Appended to the query when all is signed. */
  unsigned?: string;
  names?: '' | 'host';
  body?: string;
  signBody?: boolean;
  listItself?: boolean;
  encode?: (text: string) => string;
}

/** Presigns by the documented algorithm. */
export function presigned(draft: PresignedDraft = {}): SignedRequest {
  const { method = 'GET', query = 'Action=A', names = '', body = '', encode = escape3986 } = draft;
  const { accessKeyId, secretAccessKey } = key;
  const pairs: [string, string][] = [
    ...read(method, `/?${query}`, {}, Buffer.from('')).query.map(
      ([name, value]): [string, string] => [name, value],
    ),
    ['X-Date', xDate],
    ['X-Algorithm', 'HMAC-SHA256'],
    ['X-Credential', `${accessKeyId}/20240110/cn-beijing/vpc/request`],
    ['X-SignedHeaders', names],
    ...(draft.signBody ? [] : ([['X-NotSignBody', '']] as [string, string][])),
  ];
  const listed = pairs.map(([name]) => name);
  if (draft.listItself) listed.push('X-SignedQueries');
  const list: [string, string] = ['X-SignedQueries', listed.sort().join(';')];
  const text = [
    method,
    '/',
    sortedQuery(draft.listItself ? [...pairs, list] : pairs, encode),
    names === 'host' ? `host:${host}\n` : '\n',
    names,
    draft.signBody ? createHash('sha256').update(body).digest('hex') : nothingHashed,
  ].join('\n');
  const signature: [string, string] = ['X-Signature', signatureOf(text, xDate, secretAccessKey)];
  const all = new URLSearchParams([...pairs, list, signature]).toString();
  const target = `/?${all}${draft.unsigned === undefined ? '' : `&${draft.unsigned}`}`;
  return read(method, target, { host }, Buffer.from(body));
}

function sortedQuery(
  pairs: readonly (readonly [string, string])[],
  encode: (text: string) => string,
): string {
  return pairs
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
}

function escape3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function signatureOf(canonical: string, date: string, secret: string): string {
  const day = date.slice(0, 8);
  const hashed = createHash('sha256').update(canonical).digest('hex');
  const text = `HMAC-SHA256\n${date}\n${day}/cn-beijing/vpc/request\n${hashed}`;
  let signing: string | Buffer = secret;
  for (const part of [day, 'cn-beijing', 'vpc', 'request']) {
    signing = createHmac('sha256', signing).update(part).digest();
  }
  return createHmac('sha256', signing).update(text).digest('hex');
}
