import { createHmac, hash, timingSafeEqual } from 'node:crypto';

/** The only algorithm there is; it opens the Authorization header and the string to sign. */
export const algorithm = 'HMAC-SHA256';

/** Where and when a signature is good: the last four fields of a credential, without the last. */
export interface Scope {
  /** Day of the X-Date, `YYYYMMDD`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

const hashOfNothing = hash('sha256', '', 'hex');

/** SHA-256 in lower-case hex; text is hashed as UTF-8. */
export function sha256(data: string | Uint8Array): string {
  return data.length === 0 ? hashOfNothing : hash('sha256', data, 'hex');
}

/** What is signed. `date` is the X-Date as sent, `YYYYMMDDTHHMMSSZ`. */
export function stringToSign(date: string, scope: Scope, canonicalRequest: string): string {
  const { date: day, region, service } = scope;
  return `${algorithm}\n${date}\n${day}/${region}/${service}/request\n${sha256(canonicalRequest)}`;
}

/** 64 digits of lower-case hex. */
export function sign(secret: string, scope: Scope, text: string): string {
  return createHmac('sha256', signingKey(secret, scope)).update(text).digest('hex');
}

/**
 * The key for one secret, day, region and service: four HMACs that a client's every request of
 * the day shares, so they are kept. Unlike AWS's, the secret has no prefix.
 */
export function signingKey(secret: string, scope: Scope): Uint8Array {
  const { date, region, service } = scope;
  // The lengths keep ("ab", "c") apart from ("a", "bc").
  const id = `${date.length}.${region.length}.${service.length}.${date}${region}${service}${secret}`;
  const known = keys.get(id);
  if (known !== undefined) return known;
  const key = hmac(hmac(hmac(hmac(secret, date), region), service), 'request');
  if (keys.size >= keysKept) keys.clear();
  keys.set(id, key);
  return key;
}

function hmac(key: string | Uint8Array, text: string): Uint8Array {
  return createHmac('sha256', key).update(text).digest();
}

/** A day's keys of every service for some dozens of clients; past it, all are derived anew. */
const keysKept = 512;
const keys = new Map<string, Uint8Array>();

/** Whether two texts are the same, in a time that does not tell where they differ. */
export function sameText(a: string, b: string): boolean {
  const x = Buffer.from(a);
  const y = Buffer.from(b);
  return x.length === y.length && timingSafeEqual(x, y);
}
