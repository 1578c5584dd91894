import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import type { Credentials } from './client.ts';
import { signHeaders, type Unsigned, wireQuery } from './signer.ts';

/** A request in parts; what is left out is what the default account would send to cn-beijing. */
export interface RequestParts {
  readonly method?: string;
  readonly path?: string;
  readonly service?: string;
  readonly action?: string;
  readonly version?: string;
  readonly region?: string;
  /** Parameters in the query. */
  readonly query?: Readonly<Record<string, string>> | Unsigned['query'];
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly credentials?: Credentials;
  /** The Host header. */
  readonly host?: string;
  /** What is signed as the host, where it differs. */
  readonly signedHost?: string;
  /** When it is signed, in milliseconds since the epoch. */
  readonly now?: number;
  /** Leaves the signature out. */
  readonly unsigned?: true;
}

/** A request before it becomes bytes: tests bend one part of it. */
export interface Draft {
  method: string;
  target: string;
  protocol: string;
  headers: (readonly [name: string, value: string])[];
  body: Uint8Array;
}

/** A signed HTTP/1.1 request. */
export function draft(parts: RequestParts = {}): Draft {
  const {
    method = 'GET',
    path = '/',
    service = 'toy',
    action = 'Echo',
    version = '2020-04-01',
    region = 'cn-beijing',
    host = 'localhost',
    body = '',
    query = [],
  } = parts;
  const pairs: Unsigned['query'] = [
    ...(action === '' ? [] : ([['Action', action]] as const)),
    ...(version === '' ? [] : ([['Version', version]] as const)),
    ...(Array.isArray(query) ? query : Object.entries(query)),
  ];
  const signed =
    parts.unsigned === undefined
      ? signHeaders(
          { method, path, query: pairs, host: parts.signedHost ?? host, body },
          parts.credentials ?? DEFAULT_ACCOUNT,
          { region, service, now: parts.now ?? Date.now() },
        )
      : {};
  const headers = {
    host,
    ...signed,
    ...(body.length === 0 ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    ...parts.headers,
  };
  return {
    method,
    target: `${path}?${wireQuery(pairs)}`,
    protocol: 'HTTP/1.1',
    headers: Object.entries(headers),
    body: Buffer.from(body as string),
  };
}

/** The bytes of a request; its head is written as Latin-1. */
export function bytesOf({ method, target, protocol, headers, body }: Draft): Buffer {
  const lines = [
    `${method} ${target} ${protocol}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}

/** The bytes of a signed HTTP/1.1 request. */
export function request(parts: RequestParts = {}): Buffer {
  return bytesOf(draft(parts));
}
