import { isLoopbackName } from '#gateway/request-head.ts';
import type { Target, TrustFiles } from './target.ts';

/** Where the commands that ask a server find it. */
export const TENON_ENDPOINT = 'TENON_ENDPOINT';

/**
 * The environment variables that point the vendor's clients at a server. Each is read by at least
 * one of them: VOLCENGINE_* by ve, Terraform and the SDKs, VOLC_* by the older SDKs for Go, Python
 * and Node.js, VOLCSTACK_* by sessions of the Go SDK.
 */
export function variablesOf(target: Target): Readonly<Record<string, string>> {
  const { endpoint, region, accessKeyId, secretAccessKey, sessionToken } = target;
  const token = sessionToken ?? '';
  return {
    VOLCENGINE_ACCESS_KEY: accessKeyId,
    VOLCENGINE_SECRET_KEY: secretAccessKey,
    ...(token !== '' && { VOLCENGINE_SESSION_TOKEN: token }),
    VOLCENGINE_REGION: region,
    VOLCENGINE_ENDPOINT: endpoint,
    VOLCENGINE_DISABLE_SSL: String(!endpoint.startsWith('https:')),
    VOLCENGINE_ENABLE_STANDARD_ENDPOINT: 'false',
    VOLC_ACCESSKEY: accessKeyId,
    VOLC_SECRETKEY: secretAccessKey,
    VOLCSTACK_ACCESS_KEY_ID: accessKeyId,
    VOLCSTACK_SECRET_ACCESS_KEY: secretAccessKey,
    ...(token !== '' && { VOLCSTACK_SESSION_TOKEN: token }),
    VOLCSTACK_REGION: region,
  };
}

/** With one of these set a client would sign with another key or send its requests elsewhere. */
export const IN_THE_WAY = [
  'VOLCENGINE_SESSION_TOKEN',
  'VOLCENGINE_PROFILE',
  'VOLCENGINE_ENDPOINT_RESOLVER',
  'VOLCENGINE_CUSTOMER_ENDPOINTS',
  'VOLCENGINE_PROXY_URL',
  'VOLCSTACK_ACCESS_KEY',
  'VOLCSTACK_SECRET_KEY',
  'VOLCSTACK_SESSION_TOKEN',
  'VOLCSTACK_PROFILE',
] as const;

/**
 * By which variables clients are told what to trust. What names one file in place of all authorities
 * gets a bundle with the usual ones.
 */
export const trustVariables = ({ certificate, bundle }: TrustFiles) => ({
  NODE_EXTRA_CA_CERTS: certificate,
  SSL_CERT_FILE: bundle,
  REQUESTS_CA_BUNDLE: bundle,
  CURL_CA_BUNDLE: bundle,
});

const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];

/**
 * The environment of a program that is to reach the server, made of `before`. The SDKs for Go and
 * Python send requests to loopback, too, through a proxy, whatever NO_PROXY says: the variables with
 * the proxy of the server's scheme are left out. Other programs heed NO_PROXY.
 */
export function environmentFor(
  target: Target,
  before: NodeJS.ProcessEnv,
): Readonly<Record<string, string>> {
  const { protocol, hostname } = new URL(target.endpoint);
  const proxy = protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const dropped: readonly string[] = [...IN_THE_WAY, proxy, proxy.toLowerCase()];
  const kept = Object.entries(before).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !dropped.includes(entry[0]),
  );
  const host = hostname.replace(/^\[|\]$/g, '');
  const direct = isLoopbackName(host) ? LOOPBACK : [...LOOPBACK, host];
  const others = (before.NO_PROXY ?? before.no_proxy ?? '').split(',').map((name) => name.trim());
  const exempt = [...new Set([...others.filter((name) => name !== ''), ...direct])].join(',');
  return {
    ...Object.fromEntries(kept),
    ...variablesOf(target),
    [TENON_ENDPOINT]: target.endpoint,
    NO_PROXY: exempt,
    no_proxy: exempt,
  };
}
