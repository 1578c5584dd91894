import { createHash, KeyObject, webcrypto } from 'node:crypto';
import * as asn1 from 'asn1js';
import ipaddr from 'ipaddr.js';
import {
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  CryptoEngine,
  Extension,
  ExtKeyUsage,
  GeneralName,
  GeneralNames,
  type ICryptoEngine,
  RelativeDistinguishedNames,
} from 'pkijs';
import type { KeyPair } from './secure-server.ts';

const DAY_MS = 86_400_000;
/** Some clients accept no certificate that is valid for longer than 825 days. */
const VALID_MS = 800 * DAY_MS;
/** Clocks differ. */
const BEFORE_MS = DAY_MS;

const COMMON_NAME = '2.5.4.3';
const SUBJECT_KEY_IDENTIFIER = '2.5.29.14';
const KEY_USAGE = '2.5.29.15';
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';
const BASIC_CONSTRAINTS = '2.5.29.19';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';

/** Context tags of a GeneralName: RFC 5280, 4.2.1.6. */
const DNS_NAME = 2;
const IP_ADDRESS = 7;

/** Names and addresses by which a server on this machine is always asked. */
export const LOCAL_NAMES = ['localhost', '127.0.0.1', '::1'] as const;

/**
 * Makes a key and a certificate for it that the key itself has signed. It can sign no other: whoever
 * trusts it trusts these names alone.
 * @param names host names, with `*` for a first label at most, and addresses
 * @param now milliseconds since the epoch
 */
export async function selfSigned(names: readonly string[], now: number): Promise<KeyPair> {
  const { subtle } = webcrypto;
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const keys = await subtle.generateKey(curve, true, ['sign', 'verify']);
  // Its declaration lacks what Node's has of late, and no certificate needs.
  const engine = new CryptoEngine({ name: 'node', crypto: webcrypto }) as ICryptoEngine &
    CryptoEngine;
  const certificate = new Certificate();
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey, engine);
  const publicKey = certificate.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView;
  const keyId = createHash('sha1').update(publicKey).digest();
  certificate.version = 2;
  // Of the key, so that no two certificates of one issuer have the same; positive.
  const serial = createHash('sha256').update(publicKey).digest().subarray(0, 16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  certificate.serialNumber = new asn1.Integer({ valueHex: bytes(serial) });
  certificate.issuer = tenon();
  certificate.subject = tenon();
  certificate.notBefore.value = new Date(now - BEFORE_MS);
  certificate.notAfter.value = new Date(now + VALID_MS);
  certificate.extensions = [
    extension(BASIC_CONSTRAINTS, true, new BasicConstraints({ cA: false }).toSchema()),
    // digitalSignature: the first of the bits.
    extension(KEY_USAGE, true, new asn1.BitString({ valueHex: bytes([0x80]), unusedBits: 7 })),
    extension(
      EXTENDED_KEY_USAGE,
      false,
      new ExtKeyUsage({ keyPurposes: [SERVER_AUTHENTICATION] }).toSchema(),
    ),
    extension(SUBJECT_KEY_IDENTIFIER, false, new asn1.OctetString({ valueHex: bytes(keyId) })),
    extension(
      SUBJECT_ALTERNATIVE_NAME,
      false,
      new GeneralNames({ names: names.filter(canStandIn).map(generalName) }).toSchema(),
    ),
  ];
  await certificate.sign(keys.privateKey, 'SHA-256', engine);
  return {
    cert: pem('CERTIFICATE', new Uint8Array(certificate.toSchema(true).toBER())),
    key: KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function tenon(): RelativeDistinguishedNames {
  const value = new asn1.Utf8String({ value: 'Tenon, self-signed' });
  return new RelativeDistinguishedNames({
    typesAndValues: [new AttributeTypeAndValue({ type: COMMON_NAME, value })],
  });
}

const extension = (extnID: string, critical: boolean, value: asn1.BaseBlock) =>
  new Extension({ extnID, critical, extnValue: value.toBER() });

/** A pattern with `*` elsewhere means something to this server only. */
const canStandIn = (name: string) => /^(\*\.)?[^*]+$/.test(name);

function generalName(name: string): GeneralName {
  if (!ipaddr.isValid(name)) return new GeneralName({ type: DNS_NAME, value: name });
  const valueHex = bytes(ipaddr.parse(name).toByteArray());
  return new GeneralName({ type: IP_ADDRESS, value: new asn1.OctetString({ valueHex }) });
}

const bytes = (given: Iterable<number>): ArrayBuffer => new Uint8Array(given).buffer;

function pem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
