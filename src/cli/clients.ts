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

/** A line for each client that can be pasted as it is. */
export function pasteLines(target: Target): [client: string, line: string][] {
  const { endpoint, region, accessKeyId, secretAccessKey } = target;
  const host = hostOf(endpoint);
  return [
    ['shell: ve, Terraform', CLIENTS.bash(target).replaceAll('\nexport', '')],
    [
      'Python',
      `c = volcenginesdkcore.Configuration(); c.ak, c.sk, c.region, c.host, c.scheme = "${accessKeyId}", "${secretAccessKey}", "${region}", "${host}", "http"; volcenginesdkcore.Configuration.set_default(c)`,
    ],
    ['Go', CLIENTS.go(target).split('\nsess')[0]?.replaceAll(/\n\t/g, '') ?? ''],
    ['Node.js', CLIENTS.node(target).replaceAll(/\s*\n\s*/g, ' ')],
  ];
}

/** How to get the settings of each client of a server at `endpoint` with the world of a file. */
export function settingsLines(endpoint: string, world?: string): [client: string, line: string][] {
  const options = `--endpoint ${endpoint}${world === undefined ? '' : ` --world ${quote(world)}`}`;
  return [
    ['shell: ve, Terraform', `eval "$(tenon env bash ${options})"`],
    ['terraform, python, go, node', `tenon env python ${options}`],
  ];
}

export const hostOf = (endpoint: string): string => endpoint.replace(/^https?:\/\//, '');

const quote = (value: string): string =>
  /^[\w.:/@%+=-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
