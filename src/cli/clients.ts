/** How each client is pointed at an endpoint. docs/clients.md says more of each. */

export interface Target {
  /** `http://127.0.0.1:7410` */
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export type ClientName = 'bash' | 'terraform' | 'python' | 'go' | 'node';

export const CLIENTS: Readonly<Record<ClientName, (target: Target) => string>> = {
  bash: ({ endpoint, region, accessKeyId, secretAccessKey }) =>
    [
      `export VOLCENGINE_ACCESS_KEY=${quote(accessKeyId)}`,
      `export VOLCENGINE_SECRET_KEY=${quote(secretAccessKey)}`,
      `export VOLCENGINE_REGION=${quote(region)}`,
      `export VOLCENGINE_ENDPOINT=${quote(hostOf(endpoint))}`,
      'export VOLCENGINE_DISABLE_SSL=true',
      'export VOLCENGINE_ENABLE_STANDARD_ENDPOINT=false',
    ].join('\n'),

  // Without enable_standard_endpoint = false the provider ignores the endpoint.
  terraform: ({ endpoint, region, accessKeyId, secretAccessKey }) => `provider "volcengine" {
  access_key               = "${accessKeyId}"
  secret_key               = "${secretAccessKey}"
  region                   = "${region}"
  endpoint                 = "${hostOf(endpoint)}"
  disable_ssl              = true
  enable_standard_endpoint = false
}`,

  python: ({ endpoint, region, accessKeyId, secretAccessKey }) => `import volcenginesdkcore

configuration = volcenginesdkcore.Configuration()
configuration.ak = "${accessKeyId}"
configuration.sk = "${secretAccessKey}"
configuration.region = "${region}"
configuration.host = "${hostOf(endpoint)}"
configuration.scheme = "http"
volcenginesdkcore.Configuration.set_default(configuration)`,

  go: ({ endpoint, region, accessKeyId, secretAccessKey }) => `config := volcengine.NewConfig().
	WithCredentials(credentials.NewStaticCredentials("${accessKeyId}", "${secretAccessKey}", "")).
	WithRegion("${region}").
	WithEndpoint("${hostOf(endpoint)}").
	WithDisableSSL(true)
sess, err := session.NewSession(config)`,

  node: ({ endpoint, region, accessKeyId, secretAccessKey }) => `const client = new Client({
  host: '${hostOf(endpoint)}',
  protocol: 'http',
  region: '${region}',
  accessKeyId: '${accessKeyId}',
  secretAccessKey: '${secretAccessKey}',
});`,
};

/** Every client's one line for the start of a server. */
export function pasteLines({ endpoint }: Target): string[] {
  const option = `--endpoint ${endpoint}`;
  return [
    `shell, ve CLI   eval "$(tenon env bash ${option})"`,
    `Terraform       tenon env terraform ${option} > provider.tf`,
    `Python          configuration.host, configuration.scheme = "${hostOf(endpoint)}", "http"`,
    `Go              volcengine.NewConfig().WithEndpoint("${hostOf(endpoint)}").WithDisableSSL(true)`,
    `Node.js         new Client({ host: '${hostOf(endpoint)}', protocol: 'http', ... })`,
  ];
}

export const hostOf = (endpoint: string): string => endpoint.replace(/^https?:\/\//, '');

const quote = (value: string): string =>
  /^[\w.:/@%+=-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
