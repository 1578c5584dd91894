import { createHmac, timingSafeEqual } from 'node:crypto';

/** Seconds. The longest is what the vendor's SDKs ask for; the limits are ours. */
export const LONGEST_TTL = 21_600;

const CODE_BYTES = 32;
const END_BYTES = 6;

/**
 * A token of an instance until `expiresAt`, in milliseconds since the epoch. It holds its end and a
 * message authentication code, so that no process need remember it.
 */
export function makeToken(key: Buffer, instanceId: string, expiresAt: number): string {
  const end = Buffer.alloc(END_BYTES);
  end.writeUIntBE(expiresAt, 0, END_BYTES);
  return Buffer.concat([end, codeOf(key, instanceId, end)]).toString('base64url');
}

/** Whether the token was made for this instance and has not expired. */
export function isToken(key: Buffer, instanceId: string, token: string, now: number): boolean {
  const bytes = Buffer.from(token, 'base64url');
  // Node ignores characters that are not base64url, but a token has only one valid spelling.
  if (bytes.length !== END_BYTES + CODE_BYTES || bytes.toString('base64url') !== token) {
    return false;
  }
  const end = bytes.subarray(0, END_BYTES);
  if (!timingSafeEqual(bytes.subarray(END_BYTES), codeOf(key, instanceId, end))) return false;
  return end.readUIntBE(0, END_BYTES) > now;
}

function codeOf(key: Buffer, instanceId: string, end: Buffer): Buffer {
  return createHmac('sha256', key).update(end).update(instanceId).digest();
}
