import { DEFAULT_ACCOUNT } from '../../src/world/defaults.ts';
import type { Credentials } from './client.ts';
import { signHeaders, wireQuery } from './signer.ts';

/** A request in parts; what is left out is what the default account would send to cn-beijing. */
export interface RequestParts {
  readonly method?: string;
  readonly path?: string;
  readonly service?: string;
  readonly action?: string;
  readonly version?: string;
  readonly region?: string;
  /** Parameters in the query. */
  readonly query?: Readonly<Record<string, string>>;
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

/** The bytes of a signed HTTP/1.1 request. */
export function request(parts: RequestParts = {}): Buffer {
  const {
    method = 'GET',
    path = '/',
    service = 'toy',
    action = 'Echo',
    version = '2020-04-01',
    region = 'cn-beijing',
    host = 'localhost',
    body = '',
  } = parts;
  const query = Object.entries({
    ...(action === '' ? {} : { Action: action }),
    ...(version === '' ? {} : { Version: version }),
    ...parts.query,
  });
  const signed =
    parts.unsigned === undefined
      ? signHeaders(
          { method, path, query, host: parts.signedHost ?? host, body },
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
  const head = [
    `${method} ${path}?${wireQuery(query)} HTTP/1.1`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body)]);
}
