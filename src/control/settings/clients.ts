import { quoted } from './quoted.ts';
import type { Target } from './target.ts';
import { TENON_ENDPOINT, trustVariables, variablesOf } from './variables.ts';

/**
 * How to point each client at an endpoint; docs/clients.md says more about each. All except Node's
 * and Java's take an endpoint with its scheme, and a Python program needs it unless it gets the
 * scheme in another way.
 */

export type ClientName =
  | 'bash'
  | 'fish'
  | 'powershell'
  | 'dotenv'
  | 'json'
  | 've'
  | 'terraform'
  | 'python'
  | 'go'
  | 'node'
  | 'java';

export const CLIENTS: Readonly<Record<ClientName, (target: Target) => string>> = {
  bash: (target) => lines(target, (name, value) => `export ${name}=${quoted(value)}`),
  fish: (target) => lines(target, (name, value) => `set -gx ${name} ${inFish(value)}`),
  powershell: (target) =>
    lines(target, (name, value) => `$env:${name} = '${value.replaceAll("'", "''")}'`),
  dotenv: (target) => lines(target, (name, value) => `${name}=${JSON.stringify(value)}`),

  json: ({ trust, ...target }) =>
    JSON.stringify({ ...target, environment: environmentOf({ ...target, trust }) }, null, 2),

  // The profile becomes the current one, which takes precedence over the environment.
  ve: ({ endpoint, region, accessKeyId, secretAccessKey, sessionToken }) =>
    [
      've configure set --profile tenon',
      `--access-key ${quoted(accessKeyId)} --secret-key ${quoted(secretAccessKey)}`,
      ...(sessionToken === undefined ? [] : [`--session-token ${quoted(sessionToken)}`]),
      `--region ${quoted(region)} --endpoint ${quoted(endpoint)}`,
      ...(isPlain(endpoint) ? ['--disable-ssl'] : []),
    ].join(' \\\n  '),

  // Without enable_standard_endpoint = false the provider ignores the endpoint.
  terraform: ({ endpoint, region, accessKeyId, secretAccessKey, sessionToken }) =>
    `provider "volcengine" {
  access_key               = ${inTerraform(accessKeyId)}
  secret_key               = ${inTerraform(secretAccessKey)}
${sessionToken === undefined ? '' : `  session_token            = ${inTerraform(sessionToken)}\n`}  region                   = ${inTerraform(region)}
  endpoint                 = ${inTerraform(endpoint)}
  disable_ssl              = ${isPlain(endpoint)}
  enable_standard_endpoint = false
}`,

  python: ({ endpoint, region, accessKeyId, secretAccessKey, sessionToken, trust }) =>
    [
      'import volcenginesdkcore',
      '',
      'configuration = volcenginesdkcore.Configuration()',
      `configuration.ak = ${text(accessKeyId)}`,
      `configuration.sk = ${text(secretAccessKey)}`,
      ...(sessionToken === undefined
        ? []
        : [`configuration.session_token = ${text(sessionToken)}`]),
      `configuration.region = ${text(region)}`,
      `configuration.host = ${text(endpoint)}`,
      ...(isPlain(endpoint) ? [] : ['configuration.scheme = "https"']),
      ...(trust ? [`configuration.ssl_ca_cert = ${JSON.stringify(trust.bundle)}`] : []),
      'volcenginesdkcore.Configuration.set_default(configuration)',
    ].join('\n'),

  go: ({ endpoint, region, accessKeyId, secretAccessKey, sessionToken = '' }) =>
    `config := volcengine.NewConfig().
	WithCredentials(credentials.NewStaticCredentials(${text(accessKeyId)}, ${text(secretAccessKey)}, ${text(sessionToken)})).
	WithRegion(${text(region)}).
	WithEndpoint(${text(endpoint)}).
	WithDisableSSL(${isPlain(endpoint)})
sess, err := session.NewSession(config)`,

  node: ({ endpoint, region, accessKeyId, secretAccessKey, sessionToken }) =>
    `const client = new Client({
  host: ${inNode(hostOf(endpoint))},
  protocol: '${isPlain(endpoint) ? 'http' : 'https'}',
  region: ${inNode(region)},
  accessKeyId: ${inNode(accessKeyId)},
  secretAccessKey: ${inNode(secretAccessKey)},
${sessionToken === undefined ? '' : `  sessionToken: ${inNode(sessionToken)},\n`}});`,

  java: ({ endpoint, region, accessKeyId, secretAccessKey, sessionToken }) =>
    `ApiClient client = new ApiClient()
        .setEndpoint(${text(hostOf(endpoint))})
        .setDisableSSL(${isPlain(endpoint)})
        .setRegion(${text(region)})
        .setCredentials(Credentials.getCredentials(
                ${text(accessKeyId)}, ${text(secretAccessKey)}${sessionToken === undefined ? '' : `, ${text(sessionToken)}`}));`,
};

export const CLIENT_NAMES = Object.keys(CLIENTS) as ClientName[];

/** `HOST:PORT`, for clients that want no scheme. */
export const hostOf = (endpoint: string): string => endpoint.replace(/^https?:\/\//, '');

/** Whether the endpoint is plain HTTP, as it is without `--tls` and without a proxy that adds it. */
const isPlain = (endpoint: string): boolean => !endpoint.startsWith('https:');

const environmentOf = (target: Target): Readonly<Record<string, string>> => ({
  ...variablesOf(target),
  [TENON_ENDPOINT]: target.endpoint,
  ...(target.trust && trustVariables(target.trust)),
});

const lines = (target: Target, line: (name: string, value: string) => string): string =>
  Object.entries(environmentOf(target))
    .map(([name, value]) => line(name, value))
    .join('\n');

/** A literal in double quotes, as Python, Go and Java read it. */
const text = (value: string): string => JSON.stringify(value);

/** In Terraform `${` and `%{` begin a template. */
const inTerraform = (value: string): string => text(value).replaceAll(/[$%](?=\{)/g, '$&$&');

const inNode = (value: string): string => `'${value.replaceAll(/[\\']/g, '\\$&')}'`;

const inFish = (value: string): string =>
  /^[\w.:/@%+=-]+$/.test(value) ? value : `'${value.replaceAll(/[\\']/g, '\\$&')}'`;
