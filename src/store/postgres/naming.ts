/**
 * Why the database cannot be used, in words that name no address and no user: they are also shown to
 * those who ask whether this process is ready.
 */
const BY_CODE: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens at the database's address",
  ENOENT: "there is no socket at the database's path",
  ENOTFOUND: "the name of the database's host is not known",
  EAI_AGAIN: "the name of the database's host cannot be looked up now",
  EHOSTUNREACH: "there is no route to the database's host",
  ENETUNREACH: "there is no route to the database's host",
  ETIMEDOUT: "the database's host does not answer",
  ECONNRESET: 'the database, or what is before it, closed the connection',
  EPIPE: 'the database, or what is before it, closed the connection',
  '28P01': 'the database refuses the password',
  '28000': 'the database refuses the user, the password or the way of connecting',
  '3D000': 'there is no such database on the server',
  '42501': "the store's user must be allowed to create tables in its schema, and to use them",
  '53300': 'the database has no room for one more connection',
  '53100': 'the disk of the database is full',
  '57P03': 'the database starts up or shuts down',
};

const BY_MESSAGE: readonly (readonly [RegExp, string])[] = [
  [/does not support SSL/, 'the database does not speak TLS'],
  [/^(?:SASL|SCRAM).*password/i, 'the database asks for a password, and none is given'],
  [/timeout|timed out/i, 'the database does not answer'],
  [/terminated|ended|closed/i, 'the database, or what is before it, closed the connection'],
];

/** Node's codes for a certificate that is not accepted: https://nodejs.org/api/tls.html */
const CERTIFICATE = /^(?:CERT_|ERR_TLS_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_|HOSTNAME_MISMATCH)/;

/** Names the cause; undefined when the error's own message has to do. */
export function nameOfCause(error: unknown): string | undefined {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  if (typeof code === 'string') {
    if (CERTIFICATE.test(code)) return 'the certificate of the database is not accepted';
    const known = BY_CODE[code];
    if (known !== undefined) return known;
  }
  return BY_MESSAGE.find(([form]) => form.test(String(message)))?.[1];
}
