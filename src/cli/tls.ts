import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import type { TrustFiles } from '#control/settings/target.ts';
import type { KeyPair } from '#tls/secure-server.ts';
import { ownAddresses } from './addresses.ts';
import { CliError, UsageError } from './error.ts';
import type { ListenAddress } from './listen.ts';
import { stateFolder } from './state-folder.ts';

export interface TlsOptions {
  readonly tls?: 'self-signed';
  readonly tlsCert?: string;
  readonly tlsKey?: string;
}

/** What a server speaks TLS with. */
export interface Tls extends KeyPair {
  /** Of a self-signed certificate, which no client trusts by itself. */
  readonly files?: TrustFiles;
}

const WILDCARDS = ['0.0.0.0', '::'];
/** A certificate that ends sooner is replaced. */
const LEAST_MS = 30 * 86_400_000;

/** The key and the certificate that were asked for; undefined for plain HTTP. @throws CliError */
export async function tlsOf(
  { tls, tlsCert, tlsKey }: TlsOptions,
  { host }: ListenAddress,
  allowHost: readonly string[] = [],
): Promise<Tls | undefined> {
  if (tls !== undefined) {
    const { LOCAL_NAMES } = await import('#tls/self-signed.ts');
    const listened = WILDCARDS.includes(host) ? ownAddresses() : [host];
    return keptCertificate([...LOCAL_NAMES, ...listened, ...allowHost]);
  }
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined) {
    throw new UsageError('--tls-cert and --tls-key belong together: give both');
  }
  return { cert: readPem(tlsCert, 'certificate'), key: readPem(tlsKey, 'key') };
}

function readPem(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CliError(`the TLS ${what} cannot be read: ${(error as Error).message}`);
  }
}

export function trustFiles(): TrustFiles {
  const folder = join(stateFolder(), 'tls');
  return { certificate: join(folder, 'certificate.pem'), bundle: join(folder, 'bundle.pem') };
}

/**
 * The certificate of this user's servers, which is kept: whoever trusts it need not do so again at
 * each start. A new one is made when it lacks a name or will end soon.
 */
async function keptCertificate(wanted: readonly string[]): Promise<Tls> {
  const files = trustFiles();
  const folder = join(stateFolder(), 'tls');
  const keyFile = join(folder, 'key.pem');
  const names = wanted.filter(isNameable);
  const kept = readKept(files.certificate, keyFile);
  if (kept !== undefined && names.every((name) => isFor(kept.certificate, name))) {
    return { cert: kept.cert, key: kept.key, files };
  }
  const { selfSigned } = await import('#tls/self-signed.ts');
  const { rootCertificates } = await import('node:tls');
  const before = kept === undefined ? [] : namesOf(kept.certificate);
  const made = await selfSigned([...new Set([...names, ...before])], Date.now());
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    write(keyFile, made.key, 0o600);
    write(files.certificate, made.cert, 0o644);
    write(files.bundle, [made.cert, ...rootCertificates].join('\n'), 0o644);
  } catch (error) {
    throw new CliError(`the TLS certificate cannot be kept: ${(error as Error).message}`);
  }
  return { ...made, files };
}

/** A zone belongs to one machine, and a pattern that begins otherwise to no certificate. */
const isNameable = (name: string) => !name.includes('%') && /^(\*\.)?[^*]+$/.test(name);

const isFor = (certificate: X509Certificate, name: string) =>
  (isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name.replace('*', 'any'))) !==
  undefined;

const namesOf = ({ subjectAltName = '' }: X509Certificate) =>
  subjectAltName.split(', ').map((name) => name.replace(/^(DNS|IP Address):/, ''));

/** Of a file that is being replaced, a reader sees the old one or the new one. */
function write(file: string, text: string, mode: number): void {
  writeFileSync(`${file}.new`, text, { mode });
  renameSync(`${file}.new`, file);
}

function readKept(certificateFile: string, keyFile: string) {
  try {
    const cert = readFileSync(certificateFile, 'utf8');
    const key = readFileSync(keyFile, 'utf8');
    const certificate = new X509Certificate(cert);
    const endsSoon = Date.parse(certificate.validTo) < Date.now() + LEAST_MS;
    if (endsSoon || !certificate.checkPrivateKey(createPrivateKey(key))) return undefined;
    return { cert, key, certificate };
  } catch {
    return undefined;
  }
}

/**
 * Has this process trust the certificate that this user's servers speak TLS with. An older Node.js
 * has no way to: there NODE_EXTRA_CA_CERTS is.
 */
export async function trustOwnCertificate(): Promise<void> {
  const { getCACertificates, setDefaultCACertificates } = await import('node:tls');
  try {
    const own = readFileSync(trustFiles().certificate, 'utf8');
    setDefaultCACertificates?.([...getCACertificates('default'), own]);
  } catch {
    // There is none.
  }
}
