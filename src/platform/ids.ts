import { generateKeyPair, randomFillSync } from 'node:crypto';
import { promisify } from 'node:util';
import { Semaphore } from '#store/semaphore.ts';
import { BEIJING_OFFSET_MS } from './time.ts';

/** Where new identities come from: resource ids, MAC addresses, random bits. */
export interface Ids {
  /**
   * A new resource id: `prefix`, a hyphen and `length` (25 by default) characters of [a-z0-9]. Ids
   * of one process sort in the order in which they were made.
   */
  resource(prefix: string, length?: number): string;
  /** A request id: 14 digits of Beijing time at `now`, then 20 upper-case hex digits. */
  request(now: number): string;
  /** A MAC address of Volcengine's shape: `00:16:3e:` and three random octets, lower case. */
  mac(): string;
  /** `bytes` random bytes. */
  random(bytes: number): Buffer;
  /**
   * A new RSA key of 2048 bits, as PEM texts. It takes some tens of milliseconds off the event
   * loop, and longer when many are made at once: never make one inside a transaction.
   */
  rsaKey(): Promise<RsaKey>;
}

export interface RsaKey {
  /** PKCS #1. */
  readonly privateKey: string;
  /** SPKI. */
  readonly publicKey: string;
}

const RSA_BITS = 2048;
/** At most so many of Node's four pool threads, since the store's file is synced on them too. */
const KEYS_AT_ONCE = 2;
const makeKeyPair = promisify(generateKeyPair);

const makeRsaKey = (): Promise<RsaKey> =>
  makeKeyPair('rsa', {
    modulusLength: RSA_BITS,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
const POOL_BYTES = 8192;
const TIME_DIGITS = 8; // 36^8 ms reach the year 2059
const SEQUENCE_DIGITS = 3;
const SEQUENCE_SIZE = 36 ** SEQUENCE_DIGITS;

/**
 * Ids with the operating system's randomness, which begin with the time so that they sort by age.
 */
export function randomIds(now: () => number, makeKey = makeRsaKey): Ids {
  const pool = Buffer.alloc(POOL_BYTES);
  const keys = new Semaphore(KEYS_AT_ONCE);
  let used = POOL_BYTES;
  let lastMs = 0;
  let sequence = 0;
  let stampSecond = -1;
  let stamp = '';

  function random(bytes: number): Buffer {
    if (used + bytes > POOL_BYTES) {
      randomFillSync(pool);
      used = 0;
    }
    used += bytes;
    return pool.subarray(used - bytes, used);
  }

  /** Time and sequence number; never smaller than the previous one. */
  function age(): string {
    const ms = now();
    if (ms > lastMs) {
      lastMs = ms;
      sequence = 0;
    } else if (++sequence === SEQUENCE_SIZE) {
      lastMs += 1;
      sequence = 0;
    }
    return (
      lastMs.toString(36).padStart(TIME_DIGITS, '0') +
      sequence.toString(36).padStart(SEQUENCE_DIGITS, '0')
    );
  }

  return {
    random,
    resource(prefix, length = 25) {
      let id = `${prefix}-${age()}`;
      const tail = random(length - TIME_DIGITS - SEQUENCE_DIGITS);
      for (const byte of tail) id += ALPHABET[byte % ALPHABET.length];
      return id;
    },
    request(at) {
      const second = Math.floor(at / 1000);
      if (second !== stampSecond) {
        stampSecond = second;
        stamp = new Date(at + BEIJING_OFFSET_MS).toISOString().slice(0, 19).replace(/[-T:]/g, '');
      }
      return stamp + random(10).toString('hex').toUpperCase();
    },
    mac() {
      const [a, b, c] = random(3).toString('hex').match(/../g) ?? [];
      return `00:16:3e:${a}:${b}:${c}`;
    },
    rsaKey: () => keys.hold(makeKey),
  };
}
