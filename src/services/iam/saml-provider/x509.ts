import { X509Certificate } from 'node:crypto';
import { Constructed, fromBER, ObjectIdentifier, Sequence } from 'asn1js';

/** What a certificate says of itself. */
export interface ReadCertificate {
  /** Of SHA-256, in hexadecimal digits. */
  readonly fingerprint: string;
  readonly subject: string;
  readonly issuer: string;
  readonly serialNumber: string;
  readonly signatureAlgorithm: string;
  /** 3 for most. */
  readonly version: number;
  /** In milliseconds since the epoch, as `notAfter` is. */
  readonly notBefore: number;
  readonly notAfter: number;
}

/** Names of RFC 8017, 5758 and 8410, as OpenSSL prints them; any other is shown by its identifier. */
const SIGNATURE_ALGORITHMS: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.1.1.5', 'sha1WithRSAEncryption'],
  ['1.2.840.113549.1.1.10', 'rsassaPss'],
  ['1.2.840.113549.1.1.11', 'sha256WithRSAEncryption'],
  ['1.2.840.113549.1.1.12', 'sha384WithRSAEncryption'],
  ['1.2.840.113549.1.1.13', 'sha512WithRSAEncryption'],
  ['1.2.840.10045.4.3.2', 'ecdsa-with-SHA256'],
  ['1.2.840.10045.4.3.3', 'ecdsa-with-SHA384'],
  ['1.2.840.10045.4.3.4', 'ecdsa-with-SHA512'],
  ['1.3.101.112', 'ED25519'],
]);

/**
 * Reads an X.509 certificate.
 * @param certificate a PEM text, or the bytes of DER
 * @returns undefined for anything else
 */
export function readX509(certificate: string | Buffer): ReadCertificate | undefined {
  try {
    const read = new X509Certificate(certificate);
    const notBefore = Date.parse(read.validFrom);
    const notAfter = Date.parse(read.validTo);
    if (Number.isNaN(notBefore) || Number.isNaN(notAfter)) return undefined;
    return {
      fingerprint: read.fingerprint256.replaceAll(':', ''),
      subject: inOneLine(read.subject),
      issuer: inOneLine(read.issuer),
      serialNumber: read.serialNumber,
      ...versionAndAlgorithm(read.raw),
      notBefore,
      notAfter,
    };
  } catch {
    return undefined;
  }
}

/** Node puts each attribute of a name on a line of its own; a certificate without a name has none. */
const inOneLine = (name: string | undefined): string => (name ?? '').trim().replaceAll('\n', ', ');

/** What Node does not tell of a certificate: RFC 5280, 4.1. */
function versionAndAlgorithm(der: Buffer) {
  const { result } = fromBER(new Uint8Array(der));
  const [toBeSigned, algorithm] = partsOf(result);
  const [version] = partsOf(toBeSigned);
  const [identifier] = partsOf(algorithm);
  const oid = identifier instanceof ObjectIdentifier ? identifier.valueBlock.toString() : '';
  // A certificate of version 1 leaves the version out, and begins with its serial number.
  const [number] = version instanceof Constructed ? partsOf(version) : [];
  return {
    version: 1 + (new Uint8Array(number?.valueBlock.toBER() ?? []).at(-1) ?? 0),
    signatureAlgorithm: SIGNATURE_ALGORITHMS.get(oid) ?? oid,
  };
}

const partsOf = (node: unknown) =>
  node instanceof Sequence || node instanceof Constructed ? node.valueBlock.value : [];

/** Stops at the next `<`, so that the time that it takes grows with the document alone. */
const IN_A_DOCUMENT = /<(?:[\w.-]+:)?X509Certificate(?:\s[^<>]*)?>([^<]*)</g;

/** How many different texts are looked at: reading one takes time, which a document of nothing else would fill. */
const LOOKED_AT = 50;

/**
 * The certificates of a metadata document, each once; what cannot be read is passed over.
 * @param most how many are looked for; one more says that there are more
 */
export function certificatesOf(encodedDocument: string, most: number): readonly ReadCertificate[] {
  const found = new Map<string, ReadCertificate>();
  const seen = new Set<string>();
  for (const [, text = ''] of decoded(encodedDocument).matchAll(IN_A_DOCUMENT)) {
    const base64 = text.replace(/\s/g, '');
    if (seen.has(base64)) continue;
    seen.add(base64);
    const read = readX509(Buffer.from(base64, 'base64'));
    if (read !== undefined) found.set(read.fingerprint, read);
    if (found.size > most || seen.size >= LOOKED_AT) break;
  }
  return [...found.values()];
}

/** The XML of a document that is Base64. */
export const decoded = (encodedDocument: string): string =>
  Buffer.from(encodedDocument, 'base64').toString('utf8');
