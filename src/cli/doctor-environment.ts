import { hostOf } from '#control/settings/clients.ts';
import { tenon } from './command-line.ts';
import { type Diagnosis, no, note, ok } from './diagnosis.ts';
import { endpointOptionOf } from './endpoint.ts';

/** What the environment would have a client do. */
export const environmentFindings = (endpoint: string, env = process.env): Diagnosis[] => [
  ...proxies(endpoint, env),
  settings(endpoint, env),
];

/** Whether `pointed`, the value of VOLCENGINE_ENDPOINT, is this server. */
export const isHere = (pointed: string | undefined, endpoint: string): boolean =>
  pointed !== undefined && hostOf(pointed).replace(/\/$/, '') === hostOf(endpoint);

/**
 * The SDKs for Go (from 1.1.24 on) and Python send even loopback requests through the proxy of the
 * endpoint's scheme, and heed no NO_PROXY. Others do.
 */
function proxies(endpoint: string, env: NodeJS.ProcessEnv): Diagnosis[] {
  const { protocol, hostname } = new URL(endpoint);
  const scheme = protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const set = (names: readonly string[]) =>
    names.filter((name) => {
      const proxy = env[name];
      // Using Tenon as the proxy is one way to point clients at it.
      return proxy && hostOf(proxy).replace(/\/$/, '') !== hostOf(endpoint);
    });
  const heedless = set([scheme, scheme.toLowerCase()]);
  const heedful = set([...heedless, 'ALL_PROXY', 'all_proxy']);
  const exempt = (env.NO_PROXY ?? env.no_proxy ?? '').split(',').map((name) => name.trim());
  const host = hostname.replace(/^\[|\]$/g, '');
  const isExempt = exempt.includes('*') || exempt.includes(host);
  return [
    ...(heedless.length === 0
      ? []
      : [
          no(
            'proxy settings',
            `${heedless.join(', ')}: the Go and Python SDKs send requests for ${endpoint} there, whatever NO_PROXY says; unset for them`,
          ),
        ]),
    ...(heedful.length === 0 || isExempt
      ? []
      : [
          note(
            'NO_PROXY',
            `does not name ${host}: programs that heed ${heedful.join(', ')} send requests there`,
          ),
        ]),
    ...(env.VOLC_PROXY_HOST
      ? [no('VOLC_PROXY_HOST', '@volcengine/openapi sends requests there: unset for it')]
      : []),
  ];
}

/** What a client would do that reads the VOLCENGINE_* variables. */
function settings(endpoint: string, env: NodeJS.ProcessEnv): Diagnosis {
  const what = 'VOLCENGINE_*';
  const pointed = env.VOLCENGINE_ENDPOINT;
  if (pointed === undefined) {
    const set = `eval "$(${tenon()} env bash${endpointOptionOf(endpoint)})"`;
    return ok(what, `VOLCENGINE_ENDPOINT is not set here: ${set} sets it for a shell`);
  }
  const isPlain = endpoint.startsWith('http:');
  const scheme = /^(https?):\/\//.exec(pointed)?.[1];
  const wrong = [
    !isHere(pointed, endpoint) && `VOLCENGINE_ENDPOINT is ${pointed}`,
    scheme === undefined &&
      `VOLCENGINE_ENDPOINT is ${pointed}, without ${isPlain ? 'http://' : 'https://'}: Python programs then speak TLS`,
    isHere(pointed, endpoint) &&
      scheme !== undefined &&
      !endpoint.startsWith(`${scheme}:`) &&
      `VOLCENGINE_ENDPOINT is ${pointed}, and the server speaks ${isPlain ? 'plain HTTP' : 'TLS'}`,
    isPlain && env.VOLCENGINE_DISABLE_SSL !== 'true' && 'VOLCENGINE_DISABLE_SSL is not true',
    !isPlain && env.VOLCENGINE_DISABLE_SSL === 'true' && 'VOLCENGINE_DISABLE_SSL is true',
    env.VOLCENGINE_ENABLE_STANDARD_ENDPOINT !== 'false' &&
      'VOLCENGINE_ENABLE_STANDARD_ENDPOINT is not false: Terraform ignores the endpoint',
    env.VOLCENGINE_ENDPOINT_RESOLVER &&
      'VOLCENGINE_ENDPOINT_RESOLVER is set: ve ignores the endpoint',
    env.VOLCENGINE_CUSTOMER_ENDPOINTS &&
      'VOLCENGINE_CUSTOMER_ENDPOINTS is set: Terraform prefers it to the endpoint',
    REGIONS_OF_THEIR_OWN.includes(env.VOLCENGINE_REGION ?? '') &&
      `VOLCENGINE_REGION is ${env.VOLCENGINE_REGION}: Terraform ignores the endpoint there`,
    !env.VOLCENGINE_ACCESS_KEY && 'VOLCENGINE_ACCESS_KEY is not set',
  ].filter((each) => typeof each === 'string');
  return wrong.length === 0 ? ok(what, `point at ${endpoint}`) : no(what, wrong.join('; '));
}

/** Of these the Terraform provider always asks the standard host. */
const REGIONS_OF_THEIR_OWN = [
  'ap-southeast-3',
  'cn-beijing-selfdrive',
  'cn-beijing-autodriving',
  'cn-shanghai-autodriving',
];
