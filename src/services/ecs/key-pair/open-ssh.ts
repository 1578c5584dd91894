import { createPublicKey, hash } from 'node:crypto';

/** A public key as OpenSSH writes it, `type base64`, and its fingerprint. */
export interface OpenSshKey {
  readonly text: string;
  /** MD5 in pairs of hex digits: RFC 4716. */
  readonly fingerPrint: string;
}

const LINE =
  /^(ssh-rsa|ssh-ed25519|ecdsa-sha2-nistp(?:256|384|521)) +([A-Za-z0-9+/]+={0,2})(?: [^\r\n]*)?\s*$/;

/** Reads a line of an authorized_keys file. Undefined when it is no public key. */
export function readOpenSsh(line: string): OpenSshKey | undefined {
  const [, type = '', base64 = ''] = LINE.exec(line) ?? [];
  const blob = Buffer.from(base64, 'base64');
  // The key says its type once more inside.
  const inner = field(Buffer.from(type));
  const isKey = type !== '' && blob.length > inner.length && blob.indexOf(inner) === 0;
  return isKey ? keyOf(type, blob) : undefined;
}

/** An RSA public key, given as PEM. */
export function toOpenSsh(pem: string): OpenSshKey {
  const { e = '', n = '' } = createPublicKey(pem).export({ format: 'jwk' });
  const type = 'ssh-rsa';
  const blob = Buffer.concat([field(Buffer.from(type)), field(positive(e)), field(positive(n))]);
  return keyOf(type, blob);
}

function keyOf(type: string, blob: Buffer): OpenSshKey {
  const digest = hash('md5', blob);
  return {
    text: `${type} ${blob.toString('base64')}`,
    fingerPrint: digest.match(/../g)?.join(':') ?? '',
  };
}

/** A number that begins with a set bit would be negative: RFC 4251. */
function positive(base64url: string): Buffer {
  const bytes = Buffer.from(base64url, 'base64url');
  return (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.alloc(1), bytes]) : bytes;
}

/** Bytes led by their length. */
function field(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
