import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** What signs a request: a key of an account. */
export interface Key {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of a temporary key. */
  readonly sessionToken?: string | undefined;
}

/** A request that is to be signed: a POST to `/` with a form as its body. */
export interface Unsigned {
  readonly host: string;
  readonly query: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly body: string;
  readonly region: string;
  readonly service: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * The headers that sign a request by HMAC-SHA256 (the vendor's V4). WebCrypto would do without a
 * library, but browsers offer it to pages of loopback and of HTTPS alone.
 */
export function signedHeaders(key: Key, request: Unsigned): Record<string, string> {
  const date = dateOf(request.at);
  const bodyHash = hexHash(request.body);
  const headers: Record<string, string> = {
    'content-type': request.contentType,
    host: request.host,
    'x-content-sha256': bodyHash,
    'x-date': date,
  };
  if (key.sessionToken !== undefined) headers['x-security-token'] = key.sessionToken;
  const names = Object.keys(headers).sort();
  const canonical = [
    'POST',
    '/',
    queryString(request.query),
    names.map((name) => `${name}:${headers[name]}\n`).join(''),
    names.join(';'),
    bodyHash,
  ].join('\n');
  const scope = scopeOf(date, request);
  const signature = signatureOf(key, date, scope, canonical);
  const credential = `${key.accessKeyId}/${scope.join('/')}`;
  const { host: _, ...sent } = headers;
  return {
    ...sent,
    authorization: `HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  };
}

/**
 * The query of a URL that is signed itself, as presigners write it: whoever has it may make this one
 * request, until it expires.
 * @param expires in seconds
 */
export function presignedQuery(
  key: Key,
  request: Pick<Unsigned, 'query' | 'region' | 'service' | 'at'>,
  expires: number,
): string {
  const date = dateOf(request.at);
  const scope = scopeOf(date, request);
  const signed = {
    ...request.query,
    'X-Algorithm': 'HMAC-SHA256',
    'X-Credential': `${key.accessKeyId}/${scope.join('/')}`,
    'X-Date': date,
    'X-Expires': String(expires),
    'X-SignedHeaders': '',
  };
  const listed = { ...signed, 'X-SignedQueries': Object.keys(signed).sort().join(';') };
  const canonical = ['GET', '/', queryString(signed), '', '', '', hexHash('')].join('\n');
  return queryString({
    ...listed,
    ...(key.sessionToken !== undefined && { 'X-Security-Token': key.sessionToken }),
    'X-Signature': signatureOf(key, date, scope, canonical),
  });
}

/** `YYYYMMDDTHHMMSSZ` */
const dateOf = (at: number): string => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');

const scopeOf = (date: string, { region, service }: Pick<Unsigned, 'region' | 'service'>) => [
  date.slice(0, 8),
  region,
  service,
  'request',
];

function signatureOf(key: Key, date: string, scope: readonly string[], canonical: string): string {
  const text = ['HMAC-SHA256', date, scope.join('/'), hexHash(canonical)].join('\n');
  const signingKey = scope.reduce(keyed, utf8ToBytes(key.secretAccessKey));
  return bytesToHex(keyed(signingKey, text));
}

/** In the order of the names, percent-encoded as RFC 3986 has it. */
export const queryString = (query: Readonly<Record<string, string>>): string =>
  Object.keys(query)
    .sort()
    .map((name) => `${encode(name)}=${encode(query[name] ?? '')}`)
    .join('&');

const encode = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const keyed = (key: Uint8Array, text: string): Uint8Array => hmac(sha256, key, utf8ToBytes(text));
const hexHash = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));
