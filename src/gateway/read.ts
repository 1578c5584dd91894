import type { IncomingHttpHeaders } from 'node:http';
import { Refused, refuse } from '#core/refusal.ts';
import { gatewayRefusals } from './refusals.ts';

/** A request as it arrived: the result of the first step. */
export interface Wire {
  /** Upper case. */
  readonly method: string;
  /** The path of the request target as it was sent, without the query. */
  readonly path: string;
  /** Decoded pairs of the query, in their order. */
  readonly query: readonly Pair[];
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

export type Pair = readonly [name: string, value: string];

/** Limits of a request. Ours: the vendor names none. */
export const LIMITS = {
  bodyBytes: 1 << 20,
  headerBytes: 64 << 10,
  headers: 100,
  parameters: 2000,
  /** How long a request may take to arrive whole, in milliseconds. */
  requestMs: 60_000,
} as const;

/** @throws Refused when the target cannot be read. */
export function read(
  method: string,
  target: string,
  headers: IncomingHttpHeaders,
  body: Uint8Array,
): Wire {
  if (method !== 'GET' && method !== 'POST') refuse(gatewayRefusals.MethodNotAllowed, method);
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const query = mark < 0 ? [] : readPairs(target.slice(mark + 1));
  return { method, path, query, headers, body };
}

/**
 * Pairs of a query or of a form body. Both `+` and `%20` are a space: clients send either.
 * @throws Refused for broken escapes and for too many pairs.
 */
export function readPairs(text: string): Pair[] {
  const pairs: Pair[] = [];
  let start = 0;
  while (start < text.length) {
    let end = text.indexOf('&', start);
    if (end < 0) end = text.length;
    if (end > start) {
      if (pairs.length === LIMITS.parameters) {
        refuse(gatewayRefusals.RequestTooLarge, `${LIMITS.parameters} parameters`);
      }
      const equals = text.indexOf('=', start);
      pairs.push(
        equals < 0 || equals >= end
          ? [decodeText(text.slice(start, end)), '']
          : [decodeText(text.slice(start, equals)), decodeText(text.slice(equals + 1, end))],
      );
    }
    start = end + 1;
  }
  return pairs;
}

function decodeText(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return refuse(gatewayRefusals.MalformedRequest, 'a parameter is not percent-encoded UTF-8');
  }
}

/**
 * The value of `name`, undefined when it is absent or empty.
 * @throws Refused when it has two values: which of them counts must not depend on the reader.
 */
export function soleValue(pairs: readonly Pair[], name: string): string | undefined {
  let found: string | undefined;
  for (const [key, value] of pairs) {
    if (key !== name || value === '' || value === found) continue;
    if (found !== undefined) refuse(gatewayRefusals.InvalidParameter, name, 'it is given twice');
    found = value;
  }
  return found;
}

/**
 * Headers that may be given only once. When there are two lines, node:http keeps the first, or
 * joins them.
 */
const SINGULAR: ReadonlySet<string> = new Set([
  'host',
  'authorization',
  'content-type',
  'x-content-sha256',
  'x-date',
  'x-security-token',
]);

/**
 * The refusal of a request that repeats a header which may be given only once, even with the same
 * value, as RFC 9112 requires for Host. `raw` alternates names and values.
 */
export function repeatedHeader(
  raw: readonly string[],
  headers: IncomingHttpHeaders,
): Refused | undefined {
  // As many names as lines: none is repeated, and there is nothing to look for.
  if (2 * Object.keys(headers).length === raw.length) return undefined;
  const seen = new Set<string>();
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at]?.toLowerCase() ?? '';
    if (!SINGULAR.has(name)) continue;
    if (seen.has(name)) {
      return new Refused(gatewayRefusals.MalformedRequest, `it has two ${name} headers`);
    }
    seen.add(name);
  }
  return undefined;
}
