import { createHmac, hash, timingSafeEqual } from 'node:crypto';

/** The only algorithm; its name begins the Authorization header and the string to sign. */
export const algorithm = 'HMAC-SHA256';

/** Where and when a signature is valid: date, region and service of the credential. */
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

/** The text that is signed. `date` is the X-Date as sent, `YYYYMMDDTHHMMSSZ`. */
export function stringToSign(date: string, scope: Scope, canonicalRequest: string): string {
  const { date: day, region, service } = scope;
  return `${algorithm}\n${date}\n${day}/${region}/${service}/request\n${sha256(canonicalRequest)}`;
}

/** The signature of a string to sign: 64 digits of lower-case hex. */
export function sign(secret: string, scope: Scope, text: string): string {
  return authenticationCode(blocksFor(secret, scope), text);
}

/** The HMAC-SHA256 of a text under the key of these blocks: 64 digits of lower-case hex. */
export function authenticationCode({ inner, outer }: KeyBlocks, text: string): string {
  const size = blockSize + maxUtf8Bytes * text.length;
  const input = size <= scratch.length ? scratch : Buffer.allocUnsafe(size);
  input.set(inner);
  const end = blockSize + input.write(text, blockSize);
  outer.write(hash('sha256', input.subarray(0, end), 'hex'), blockSize, 'hex');
  return hash('sha256', outer, 'hex');
}

/** Four HMACs, each keyed with the one before. Unlike in AWS's scheme, the secret has no prefix. */
export function signingKey(secret: string, scope: Scope): Buffer {
  return hmac(hmac(hmac(hmac(secret, scope.date), scope.region), scope.service), 'request');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/**
 * The two blocks with which the hashes of an HMAC begin (RFC 2104). When they are cached, an HMAC
 * is two one-shot hashes, which makes the whole verification a quarter faster than with node's Hmac
 * object.
 */
export interface KeyBlocks {
  readonly inner: Buffer;
  /** With space for the inner hash after it. */
  readonly outer: Buffer;
}

const blockSize = 64;
const hashSize = 32;
/** For one UTF-16 code unit. */
const maxUtf8Bytes = 3;

/** Where texts of the usual length are put together, one after the other. */
const scratch = Buffer.alloc(4096);

/** The blocks that were used last with an object: the credential of a client is kept for a day. */
const byScope = new WeakMap<Scope, { readonly secret: string; readonly blocks: KeyBlocks }>();

function blocksFor(secret: string, scope: Scope): KeyBlocks {
  const known = byScope.get(scope);
  if (known?.secret === secret) return known.blocks;
  const blocks = keyBlocks(secret, scope);
  byScope.set(scope, { secret, blocks });
  return blocks;
}

/** All requests of a client to one service share their key for a day, so keys are cached. */
function keyBlocks(secret: string, scope: Scope): KeyBlocks {
  const { date, region, service } = scope;
  // The lengths keep ("ab", "c") apart from ("a", "bc").
  const id = `${date.length}.${region.length}.${service.length}.${date}${region}${service}${secret}`;
  const known = kept.get(id);
  if (known !== undefined) return known;
  const blocks = blocksOf(signingKey(secret, scope));
  if (kept.size >= keysKept) kept.clear();
  kept.set(id, blocks);
  return blocks;
}

/** @param key no longer than a block: 64 bytes */
export function blocksOf(key: Buffer): KeyBlocks {
  return { inner: padded(key, 0x36, 0), outer: padded(key, 0x5c, hashSize) };
}

function padded(key: Buffer, pad: number, extra: number): Buffer {
  const block = Buffer.alloc(blockSize + extra, pad);
  key.forEach((byte, at) => {
    block[at] = byte ^ pad;
  });
  return block;
}

/** A day's keys of all services for some dozens of clients. Beyond it, the cache starts anew. */
const keysKept = 512;
const kept = new Map<string, KeyBlocks>();

/** Compares two texts in a time that does not reveal where they differ. */
export function sameText(a: string, b: string): boolean {
  // Signatures, which are compared with every request, need no buffers of their own.
  if (a.length === digits && b.length === digits) {
    if (left.write(a) === digits && right.write(b) === digits) {
      return timingSafeEqual(leftDigits, rightDigits);
    }
  }
  const x = Buffer.from(a);
  const y = Buffer.from(b);
  return x.length === y.length && timingSafeEqual(x, y);
}

const digits = 2 * hashSize;
/** With room for as many characters of any script. */
const left = Buffer.alloc(maxUtf8Bytes * digits);
const right = Buffer.alloc(maxUtf8Bytes * digits);
const leftDigits = left.subarray(0, digits);
const rightDigits = right.subarray(0, digits);
