import type { IncomingHttpHeaders } from 'node:http';

/** The address at which an instance finds the service. */
export const METADATA_ADDRESS = '100.96.0.96';

/** What an instance asks. */
export interface MetadataRequest {
  readonly instanceId: string;
  /** Upper case. */
  readonly method: string;
  /** The request target in origin form: path and query. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

export interface MetadataAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** What a request is about. */
export interface Target {
  /** The names below the root, percent-decoded, without empty ones. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  /** Whether the root is the third one, `/latest/meta-data`. */
  readonly metaData: boolean;
}

/**
 * `/latest/x` and `/volcstack/latest/x` are the same; doubled slashes count as one. `unknown` for a
 * path below no root, `malformed` for one that is not percent-encoded UTF-8.
 */
export function readTarget(target: string): Target | 'unknown' | 'malformed' {
  const [path = '', query] = split(target, '?');
  let names: string[];
  try {
    names = path.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    return 'malformed';
  }
  if (isSame(names[0], 'volcstack')) names.shift();
  if (!isSame(names.shift(), 'latest')) return 'unknown';
  const metaData = isSame(names[0], 'meta-data');
  if (metaData) names.shift();
  return { path: withWholeMacs(names), query: new URLSearchParams(query), metaData };
}

/** Names are the same in any case, and with any of the separators that a MAC may be written with. */
export const spelling = (name: string): string => name.toLowerCase().replace(/[-:]/g, '_');

export function isSame(given: string | undefined, name: string): boolean {
  return given !== undefined && spelling(given) === spelling(name);
}

const OCTET = /^[\da-f]{2}$/i;

/** A MAC may be written with slashes, too: `macs/00/16/3e/15/0b/69/gateway`. */
function withWholeMacs(names: string[]): string[] {
  const at = names.findIndex((name) => isSame(name, 'macs')) + 1;
  const octets = names.slice(at, at + 6);
  const slashed = at > 0 && octets.length === 6 && octets.every((octet) => OCTET.test(octet));
  return slashed ? names.toSpliced(at, 6, octets.join(':')) : names;
}

function split(text: string, mark: string): [string, string | undefined] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
