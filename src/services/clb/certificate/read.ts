import { X509Certificate } from 'node:crypto';

/** What a certificate says of itself. */
export interface ReadCertificate {
  readonly domainName: string;
  readonly names: readonly string[];
  /** In milliseconds since the epoch, 0 if unknown. */
  readonly endsAt: number;
}

const UNREADABLE: ReadCertificate = { domainName: '', names: [], endsAt: 0 };

/** Reads the first certificate of a PEM text. One that cannot be read says nothing. */
export function readCertificate(pem: string): ReadCertificate {
  try {
    const certificate = new X509Certificate(pem);
    const names = (certificate.subjectAltName ?? '')
      .split(', ')
      .flatMap((each) => (each.startsWith('DNS:') ? [each.slice('DNS:'.length)] : []));
    const subject = /^CN=(.*)$/m.exec(certificate.subject)?.[1];
    const endsAt = Date.parse(certificate.validTo);
    return {
      domainName: subject ?? names[0] ?? '',
      names,
      endsAt: Number.isNaN(endsAt) ? 0 : endsAt,
    };
  } catch {
    return UNREADABLE;
  }
}
