import { expect, it } from 'vitest';
import { encodedMetadata, signingCertificate } from '#test/support/identity-providers.ts';
import { certificatesOf, readX509 } from './x509.ts';

const entity = 'https://idp.example.com';

it('reads a certificate in PEM and one in a document alike', async () => {
  const pem = await signingCertificate('idp.example.com');
  const read = readX509(pem);
  expect(read).toMatchObject({
    fingerprint: expect.stringMatching(/^[\dA-F]{64}$/),
    signatureAlgorithm: 'ecdsa-with-SHA256',
    version: 3,
  });
  expect(certificatesOf(encodedMetadata(entity, [pem, pem]), 10)).toEqual([read]);
});

it('reads nothing of what is no certificate', () => {
  expect(readX509('no certificate')).toBeUndefined();
  expect(readX509(Buffer.from('AAAA', 'base64'))).toBeUndefined();
  expect(certificatesOf(encodedMetadata(entity, ['AAAA']), 10)).toEqual([]);
});

it('looks at so many texts of a document', async () => {
  const texts = (count: number) => Array.from({ length: count }, (_, n) => `text ${n}`);
  const pem = await signingCertificate('idp.example.com');
  expect(certificatesOf(encodedMetadata(entity, [...texts(49), pem]), 10)).toHaveLength(1);
  expect(certificatesOf(encodedMetadata(entity, [...texts(50), pem]), 10)).toEqual([]);
});
