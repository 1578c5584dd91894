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

/** The signature of a string to sign: 64 digits of lower-case hex. */
export function sign(secret: string, scope: Scope, text: string): string {
  const { inner, outer } = keyBlocks(secret, scope);
  const input = Buffer.allocUnsafe(blockSize + maxUtf8Bytes * text.length);
  inner.copy(input);
  const end = blockSize + input.write(text, blockSize);
  outer.write(hash('sha256', input.subarray(0, end), 'hex'), blockSize, 'hex');
  return hash('sha256', outer, 'hex');
}

/** Four HMACs, one upon the other. Unlike AWS's, the secret has no prefix. */
export function signingKey(secret: string, scope: Scope): Buffer {
  return hmac(hmac(hmac(hmac(secret, scope.date), scope.region), scope.service), 'request');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/**
 * The two blocks that open the hashes of an HMAC (RFC 2104). With them kept, an HMAC is two
 * one-shot hashes, which takes a quarter off the whole verification against node's Hmac object.
 */
interface KeyBlocks {
  readonly inner: Buffer;
  /** With room for the inner hash behind it. */
  readonly outer: Buffer;
}

const blockSize = 64;
const hashSize = 32;
/** Of one UTF-16 code unit. */
const maxUtf8Bytes = 3;

/** All requests of a client's day to one service share their key, so keys are kept. */
function keyBlocks(secret: string, scope: Scope): KeyBlocks {
  const { date, region, service } = scope;
  // The lengths keep ("ab", "c") apart from ("a", "bc").
  const id = `${date.length}.${region.length}.${service.length}.${date}${region}${service}${secret}`;
  const known = kept.get(id);
  if (known !== undefined) return known;
  const key = signingKey(secret, scope);
  const blocks = { inner: padded(key, 0x36, 0), outer: padded(key, 0x5c, hashSize) };
  if (kept.size >= keysKept) kept.clear();
  kept.set(id, blocks);
  return blocks;
}

function padded(key: Buffer, pad: number, extra: number): Buffer {
  const block = Buffer.alloc(blockSize + extra, pad);
  key.forEach((byte, at) => {
    block[at] = byte ^ pad;
  });
  return block;
}

/** A day's keys of all services for some dozens of clients; past it, all are derived anew. */
const keysKept = 512;
const kept = new Map<string, KeyBlocks>();

/** Whether two texts are the same, in a time that does not tell where they differ. */
export function sameText(a: string, b: string): boolean {
  const x = Buffer.from(a);
  const y = Buffer.from(b);
  return x.length === y.length && timingSafeEqual(x, y);
}
