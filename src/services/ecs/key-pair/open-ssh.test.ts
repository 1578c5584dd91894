import { createHash, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { randomIds } from '#platform/ids.ts';
import { readOpenSsh, toOpenSsh } from './open-ssh.ts';

const blobOf = (text: string) => Buffer.from(text.split(' ')[1] ?? '', 'base64');
const md5 = (blob: Buffer) =>
  createHash('md5')
    .update(blob)
    .digest('hex')
    .replace(/(..)(?=.)/g, '$1:');

/** The fields of a key, each led by its length. */
function fieldsOf(blob: Buffer): Buffer[] {
  const fields: Buffer[] = [];
  for (let at = 0; at < blob.length; ) {
    const length = blob.readUInt32BE(at);
    fields.push(blob.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return fields;
}

const { publicKey } = await randomIds(Date.now).rsaKey();

describe('a new RSA key', () => {
  const { text, fingerPrint } = toOpenSsh(publicKey);

  it('is its type, its exponent and its modulus', () => {
    const [type, exponent, modulus, ...rest] = fieldsOf(blobOf(text));
    expect(text).toMatch(/^ssh-rsa [A-Za-z0-9+/=]+$/);
    expect(type?.toString()).toBe('ssh-rsa');
    expect(exponent).toEqual(Buffer.from([1, 0, 1]));
    // 2048 bits, the first of them set, and so a zero before them.
    expect([modulus?.length, modulus?.[0], rest.length]).toEqual([257, 0, 0]);
  });

  it('has the MD5 of the whole as its fingerprint', () => {
    expect(fingerPrint).toBe(md5(blobOf(text)));
  });

  it('reads back as itself, whatever its comment', () => {
    expect(readOpenSsh(text)).toEqual({ text, fingerPrint });
    expect(readOpenSsh(`${text} me@home, again\n`)).toEqual({ text, fingerPrint });
  });
});

it('reads an Ed25519 key', () => {
  const { x = '' } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
  const field = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const blob = Buffer.concat([
    field(Buffer.from('ssh-ed25519')),
    field(Buffer.from(x, 'base64url')),
  ]);
  const line = `ssh-ed25519 ${blob.toString('base64')}`;
  expect(readOpenSsh(line)).toEqual({ text: line, fingerPrint: md5(blob) });
});

it.each([
  '',
  'ssh-rsa',
  'ssh-rsa AAAA',
  'ssh-dss AAAAB3NzaC1kc3MAAACB',
  // The type inside is another one.
  'ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIA==',
  'ssh-rsa AAAAB3NzaC1yc2E=',
  '-----BEGIN PUBLIC KEY-----',
])('[%s] is no key', (line) => {
  expect(readOpenSsh(line)).toBeUndefined();
});
