import { createHash, createHmac } from 'node:crypto';
import type { Credentials } from './client.ts';

/**
 * An independent signer, written from the vendor's description (docs 6469/1126803), so that tests
 * do not check the gateway's signatures with the gateway's own code.
 */
export interface Unsigned {
  readonly method: string;
  /** The path as it will be sent; `/` by default. */
  readonly path?: string;
  /** Decoded pairs. */
  readonly query: readonly (readonly [string, string])[];
  /** The host that the client signs. */
  readonly host: string;
  readonly body?: string | Uint8Array;
  /** Further headers to sign; names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface SigningScope {
  readonly region: string;
  readonly service: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The headers that make a request a signed one: `x-date`, `authorization` and the further ones. */
export function signHeaders(
  request: Unsigned,
  { accessKeyId, secretAccessKey, sessionToken }: Credentials,
  { region, service, now }: SigningScope,
): Record<string, string> {
  const date = dateOf(now);
  const signed: Record<string, string> = {
    ...request.headers,
    host: request.host,
    'x-date': date,
    ...(sessionToken === undefined ? {} : { 'x-security-token': sessionToken }),
  };
  const names = Object.keys(signed).sort();
  const canonical = [
    request.method,
    request.path ?? '/',
    canonicalQuery(request.query),
    ...names.map((name) => `${name}:${signed[name]?.trim()}`),
    '',
    names.join(';'),
    sha256(request.body ?? ''),
  ].join('\n');
  const scope = `${date.slice(0, 8)}/${region}/${service}/request`;
  const hmacs = signature(secretAccessKey, date, scope, canonical);
  const { host: _, ...sent } = signed;
  const credential = `Credential=${accessKeyId}/${scope}`;
  return {
    ...sent,
    authorization: `HMAC-SHA256 ${credential}, SignedHeaders=${names.join(';')}, Signature=${hmacs}`,
  };
}

/** The query of a presigned URL. No header and no body is signed. */
export function presign(
  request: Unsigned,
  { accessKeyId, secretAccessKey, sessionToken }: Credentials,
  { region, service, now }: SigningScope,
): Unsigned['query'] {
  const date = dateOf(now);
  const scope = `${date.slice(0, 8)}/${region}/${service}/request`;
  const listed: Unsigned['query'] = [
    ...request.query,
    ['X-Algorithm', 'HMAC-SHA256'],
    ['X-Credential', `${accessKeyId}/${scope}`],
    ['X-Date', date],
    ['X-NotSignBody', ''],
    ['X-SignedHeaders', ''],
  ];
  const names = [...new Set(listed.map(([name]) => name))].sort().join(';');
  const canonical = [request.method, '/', canonicalQuery(listed), '', '', '', sha256('')].join(
    '\n',
  );
  return [
    ...listed,
    ['X-SignedQueries', names],
    ['X-Signature', signature(secretAccessKey, date, scope, canonical)],
    ...(sessionToken === undefined ? [] : ([['X-Security-Token', sessionToken]] as const)),
  ];
}

/** RFC 3986: everything but letters, digits and `-_.~` is escaped. */
export function percent(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The query as most clients put it on the wire. */
export function wireQuery(query: Unsigned['query']): string {
  return query.map(([name, value]) => `${percent(name)}=${percent(value)}`).join('&');
}

function canonicalQuery(query: Unsigned['query']): string {
  const pairs = query.map(([name, value]) => [percent(name), percent(value)] as const);
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return pairs
    .sort((a, b) => order(a[0], b[0]) || order(a[1], b[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function signature(secret: string, date: string, scope: string, canonical: string): string {
  const text = ['HMAC-SHA256', date, scope, sha256(canonical)].join('\n');
  return hmac(signingKey(secret, scope), text).toString('hex');
}

const keys = new Map<string, Buffer>();

/**
 * Cached, because a suite that signs thousands of requests would otherwise spend most of its time
 * here.
 */
function signingKey(secret: string, scope: string): Buffer {
  const id = `${secret} ${scope}`;
  const key = keys.get(id) ?? (scope.split('/').reduce<string | Buffer>(hmac, secret) as Buffer);
  keys.set(id, key);
  return key;
}

function dateOf(now: number): string {
  return `${new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
