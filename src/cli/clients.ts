import { quoted } from './command-line.ts';

/**
 * How to point each client at an endpoint; docs/clients.md says more about each. All except Node's
 * and Java's take an endpoint with its scheme, and a Python program needs it unless it gets the
 * scheme in another way.
 */

export interface Target {
  /** `http://127.0.0.1:7410` */
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Only a temporary key has one. */
  readonly sessionToken?: string;
}

export type ClientName = 'bash' | 'terraform' | 'python' | 'go' | 'node';

export const CLIENTS: Readonly<Record<ClientName, (target: Target) => string>> = {
  bash: ({ endpoint, region, accessKeyId, secretAccessKey }) =>
    [
      `export VOLCENGINE_ACCESS_KEY=${quoted(accessKeyId)}`,
      `export VOLCENGINE_SECRET_KEY=${quoted(secretAccessKey)}`,
      `export VOLCENGINE_REGION=${quoted(region)}`,
      `export VOLCENGINE_ENDPOINT=${quoted(endpoint)}`,
      `export VOLCENGINE_DISABLE_SSL=${isPlain(endpoint)}`,
      'export VOLCENGINE_ENABLE_STANDARD_ENDPOINT=false',
    ].join('\n'),

  // Without enable_standard_endpoint = false the provider ignores the endpoint.
  terraform: ({ endpoint, region, accessKeyId, secretAccessKey }) => `provider "volcengine" {
  access_key               = "${accessKeyId}"
  secret_key               = "${secretAccessKey}"
  region                   = "${region}"
  endpoint                 = "${endpoint}"
  disable_ssl              = ${isPlain(endpoint)}
  enable_standard_endpoint = false
}`,

  python: ({ endpoint, region, accessKeyId, secretAccessKey }) => `import volcenginesdkcore

configuration = volcenginesdkcore.Configuration()
configuration.ak = "${accessKeyId}"
configuration.sk = "${secretAccessKey}"
configuration.region = "${region}"
configuration.host = "${endpoint}"
volcenginesdkcore.Configuration.set_default(configuration)`,

  go: ({ endpoint, region, accessKeyId, secretAccessKey }) => `config := volcengine.NewConfig().
	WithCredentials(credentials.NewStaticCredentials("${accessKeyId}", "${secretAccessKey}", "")).
	WithRegion("${region}").
	WithEndpoint("${endpoint}").
	WithDisableSSL(${isPlain(endpoint)})
sess, err := session.NewSession(config)`,

  node: ({ endpoint, region, accessKeyId, secretAccessKey }) => `const client = new Client({
  host: '${hostOf(endpoint)}',
  protocol: '${isPlain(endpoint) ? 'http' : 'https'}',
  region: '${region}',
  accessKeyId: '${accessKeyId}',
  secretAccessKey: '${secretAccessKey}',
});`,
};

export const CLIENT_NAMES = Object.keys(CLIENTS) as ClientName[];

/** `HOST:PORT`, for clients that want no scheme. */
export const hostOf = (endpoint: string): string => endpoint.replace(/^https?:\/\//, '');

/** Whether the endpoint is plain HTTP, as it is when no proxy is in front of Tenon. */
const isPlain = (endpoint: string): boolean => !endpoint.startsWith('https:');
