import { X509Certificate } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OTHER, worldOfTwo } from '#test/support/accounts.ts';
import { encodedMetadata, signingCertificate } from '#test/support/identity-providers.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { makeWorld } from '#world/make.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer({ world: worldOfTwo() });
});
afterEach(() => server.close());

type Input = Record<string, unknown>;

const ok = (action: string, input: Input = {}) => server.client.ok('iam', action, input);
const iam = (action: string, input: Input, client = server.client) =>
  client.call('iam', action, input);

const name = { SAMLProviderName: 'okta' };
const given = { ...name, EncodedSAMLMetadataDocument: encodedMetadata(), SSOType: 1 };
const DATE = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);
const serialOf = (pem: string) => new X509Certificate(pem).serialNumber;
const certificates = async () => (await ok('ListSAMLProviderCertificates', name)).Certificates;

it('is made, shown, listed, changed and deleted', async () => {
  const made = await ok('CreateSAMLProvider', { ...given, Description: 'of the team' });
  expect(made).toEqual({
    ...name,
    SSOType: 1,
    Status: 1,
    Description: 'of the team',
    Trn: expect.stringMatching(/^trn:iam::\d+:saml-provider\/okta$/),
    CreateDate: DATE,
    UpdateDate: DATE,
  });
  const { SAMLProviderName: ProviderName, ...shown } = made;
  expect(await ok('GetSAMLProvider', name)).toEqual({
    ...shown,
    ProviderName,
    EncodedSAMLMetadataDocument: given.EncodedSAMLMetadataDocument,
    CertificateExpireTime: '',
  });
  await ok('CreateSAMLProvider', { ...given, SAMLProviderName: 'adfs', SSOType: 2, Status: 3 });
  const first = { ProviderName: 'adfs', SAMLProviderName: 'adfs', SSOType: 2, Status: 3 };
  const second = { ...made, ProviderName: 'okta' };
  for (const [Offset, SAMLProviders] of [
    [0, [first]],
    [1, [first]],
    [2, [second]],
    [3, []],
  ] as const) {
    expect(await ok('ListSAMLProviders', { Limit: 1, Offset })).toMatchObject({
      SAMLProviders,
      Limit: 1,
      Offset,
      Total: 2,
    });
  }
  const document = `${encodedMetadata('https://other.example.com')}\n`;
  await ok('UpdateSAMLProvider', { ...name, NewEncodedSAMLMetadataDocument: document, Status: 2 });
  await ok('UpdateSAMLProvider', { ...name, Description: '' });
  expect(await ok('GetSAMLProvider', name)).toMatchObject({
    EncodedSAMLMetadataDocument: document,
    Description: '',
    Status: 2,
  });
  expect(await iam('CreateSAMLProvider', given)).toMatchObject({
    status: 409,
    code: 'SAMLProviderAlreadyExists',
  });
  await ok('DeleteSAMLProvider', name);
  const gone = { status: 404, code: 'SAMLProviderNotExist' };
  expect(await iam('GetSAMLProvider', name)).toMatchObject(gone);
  expect(await iam('UpdateSAMLProvider', name)).toMatchObject(gone);
  expect(await iam('DeleteSAMLProvider', name)).toMatchObject(gone);
  expect(await iam('ListSAMLProviderCertificates', name)).toMatchObject(gone);
});

it.each([
  ['EncodedSAMLMetadataDocument', 'your document'],
  ['EncodedSAMLMetadataDocument', Buffer.from('no XML').toString('base64')],
  ['SSOType', 3],
  ['Status', 0],
  ['SAMLProviderName', 'a b'],
])('takes no %s of %j', async (parameter, value) => {
  expect(await iam('CreateSAMLProvider', { ...given, [parameter]: value })).toMatchObject({
    status: 400,
    code: `Invalid${parameter}`,
  });
});

it('has a status if it is for users', async () => {
  expect(await iam('CreateSAMLProvider', { ...given, SSOType: 2 })).toMatchObject({
    status: 400,
    code: 'ParameterNotFound',
    message: expect.stringContaining("'Status'"),
  });
});

it('is one of so many', async () => {
  await server.close();
  server = await startServer({ world: makeWorld({ quotas: { IamSamlProviders: 1 } }) });
  await ok('CreateSAMLProvider', given);
  expect(await iam('CreateSAMLProvider', { ...given, SAMLProviderName: 'b' })).toMatchObject({
    status: 409,
    code: 'SAMLProviderLimitExceeded',
  });
});

describe('its certificates', () => {
  it('are those of its document, each once', async () => {
    const one = await signingCertificate('one.example.com');
    const two = await signingCertificate('two.example.com');
    const withBoth = encodedMetadata('https://idp.example.com', [one, one, two, 'no certificate']);
    await ok('CreateSAMLProvider', { ...given, EncodedSAMLMetadataDocument: withBoth });
    const both = await certificates();
    expect(both).toHaveLength(2);
    expect(both).toContainEqual({
      CertificateId: expect.stringMatching(/^\d+$/),
      Subject: 'CN=Tenon\\, self-signed',
      Issuer: 'CN=Tenon\\, self-signed',
      SerialNumber: serialOf(one),
      SignatureAlgorithm: 'ecdsa-with-SHA256',
      Version: '3',
      NotBefore: DATE,
      NotAfter: DATE,
      CreateDate: DATE,
      UpdateDate: DATE,
    });
    expect((await ok('GetSAMLProvider', name)).CertificateExpireTime).toBe(both[0].NotAfter);

    const three = await signingCertificate('three.example.com');
    const { CertificateId } = await ok('AddSAMLProviderCertificate', {
      ...name,
      X509Certificate: three,
    });
    await ok('UpdateSAMLProvider', {
      ...name,
      NewEncodedSAMLMetadataDocument: encodedMetadata('https://idp.example.com', [two]),
    });
    const ofTwo = both.find(({ SerialNumber }: Input) => SerialNumber === serialOf(two));
    const kept = await certificates();
    expect(new Set(kept.map((each: Input) => each.CertificateId))).toEqual(
      new Set([ofTwo.CertificateId, CertificateId]),
    );
    await ok('UpdateSAMLProvider', { ...name, Description: 'other' });
    expect(await certificates()).toEqual(kept);
  });

  it('are added and taken away one by one', async () => {
    await ok('CreateSAMLProvider', given);
    const add = { ...name, X509Certificate: await signingCertificate('one.example.com') };
    const added = await ok('AddSAMLProviderCertificate', add);
    expect(await iam('AddSAMLProviderCertificate', add)).toMatchObject({
      status: 409,
      code: 'SAMLProviderCertificateAlreadyExists',
    });
    expect(
      await iam('AddSAMLProviderCertificate', { ...add, SAMLProviderName: 'none' }),
    ).toMatchObject({ status: 404, code: 'SAMLProviderNotExist' });
    for (const malformed of ['no certificate', '-----BEGIN CERTIFICATE-----\nAAAA']) {
      expect(
        await iam('AddSAMLProviderCertificate', { ...name, X509Certificate: malformed }),
      ).toMatchObject({ status: 400, code: 'InvalidX509Certificate' });
    }
    const notThere = { status: 404, code: 'SAMLProviderCertificateNotExist' };
    expect(await iam('RemoveSAMLProviderCertificate', added, server.as(OTHER))).toMatchObject(
      notThere,
    );
    await ok('RemoveSAMLProviderCertificate', added);
    expect(await certificates()).toEqual([]);
    expect(await iam('RemoveSAMLProviderCertificate', added)).toMatchObject(notThere);
  });

  it('go with it', async () => {
    await ok('CreateSAMLProvider', given);
    const added = await ok('AddSAMLProviderCertificate', {
      ...name,
      X509Certificate: await signingCertificate('one.example.com'),
    });
    await ok('DeleteSAMLProvider', name);
    expect(await iam('RemoveSAMLProviderCertificate', added)).toMatchObject({ status: 404 });
  });

  it('are ten at most', async () => {
    const names = Array.from({ length: 11 }, (_, n) => `idp-${n}.example.com`);
    const [eleventh = '', ...ten] = await Promise.all(names.map(signingCertificate));
    const tooMany = encodedMetadata('https://idp.example.com', [eleventh, ...ten]);
    const full = { status: 409, code: 'SAMLProviderCertificateLimitExceeded' };
    expect(
      await iam('CreateSAMLProvider', { ...given, EncodedSAMLMetadataDocument: tooMany }),
    ).toMatchObject(full);
    await ok('CreateSAMLProvider', given);
    const document = encodedMetadata('https://idp.example.com', ten);
    await ok('UpdateSAMLProvider', { ...name, NewEncodedSAMLMetadataDocument: document });
    expect(
      await iam('AddSAMLProviderCertificate', { ...name, X509Certificate: eleventh }),
    ).toMatchObject(full);
    expect(
      await iam('UpdateSAMLProvider', { ...name, NewEncodedSAMLMetadataDocument: tooMany }),
    ).toMatchObject(full);
    expect(await certificates()).toHaveLength(10);
  });
});
