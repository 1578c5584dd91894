import { askControl } from './control.ts';
import { CliError } from './error.ts';
import { type ControlTokenOptions, controlTokenOf } from './secrets.ts';

export interface DoctorOptions extends ControlTokenOptions {
  readonly endpoint: string;
}

interface Finding {
  readonly what: string;
  readonly ok: boolean;
  readonly said: string;
}

/** Prints each check; exit code 1 when one fails. */
export async function doctor(options: DoctorOptions): Promise<void> {
  const findings = [
    nodeVersion(),
    ...(await reachable(options)),
    ...proxies(options.endpoint),
    ...settings(options.endpoint),
  ];
  for (const { what, ok, said } of findings) {
    console.log(`${ok ? ' ok' : ' NO'}  ${what.padEnd(18)} ${said}`);
  }
  if (findings.some(({ ok }) => !ok)) process.exitCode = 1;
}

function nodeVersion(): Finding {
  const version = process.versions.node;
  return { what: 'Node.js', ok: Number.parseInt(version, 10) >= 22, said: version };
}

async function reachable(options: DoctorOptions): Promise<Finding[]> {
  const what = 'server';
  const { endpoint } = options;
  try {
    const { status, body } = await askControl(endpoint, 'health', controlTokenOf(options));
    if (status !== 200) {
      const refusal = body?.ResponseMetadata?.Error;
      const said = refusal ? `${refusal.Code}: ${refusal.Message}` : `health says ${status}`;
      return [{ what, ok: false, said }];
    }
    return [{ what, ok: true, said: `answers at ${endpoint}` }];
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return [{ what, ok: false, said: error.message }];
  }
}

/** Go (from 1.1.24) and Python send even loopback requests through a proxy that is set. */
function proxies(endpoint: string): Finding[] {
  const set = ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'].filter(
    (name) => process.env[name],
  );
  if (set.length === 0) return [];
  return [
    {
      what: 'proxy settings',
      ok: false,
      said: `${set.join(', ')}: the Go and Python SDKs send requests for ${endpoint} there, whatever NO_PROXY says; unset for them`,
    },
  ];
}

/** What the VOLCENGINE_* variables would make of a client that reads them. */
function settings(endpoint: string): Finding[] {
  const { env } = process;
  const host = endpoint.replace(/^https?:\/\//, '');
  const pointed = env.VOLCENGINE_ENDPOINT;
  if (pointed === undefined) {
    return [
      {
        what: 'VOLCENGINE_*',
        ok: true,
        said: 'VOLCENGINE_ENDPOINT is not set here: eval "$(tenon env bash)" sets it for a shell',
      },
    ];
  }
  const wrong = [
    pointed.replace(/^https?:\/\//, '') !== host && `VOLCENGINE_ENDPOINT is ${pointed}`,
    env.VOLCENGINE_DISABLE_SSL !== 'true' &&
      !pointed.startsWith('http://') &&
      'VOLCENGINE_DISABLE_SSL is not true',
    env.VOLCENGINE_ENABLE_STANDARD_ENDPOINT !== 'false' &&
      'VOLCENGINE_ENABLE_STANDARD_ENDPOINT is not false: Terraform ignores the endpoint',
    !env.VOLCENGINE_ACCESS_KEY && 'VOLCENGINE_ACCESS_KEY is not set',
  ].filter((each) => each !== false);
  return [
    {
      what: 'VOLCENGINE_*',
      ok: wrong.length === 0,
      said: wrong.length === 0 ? `point at ${host}` : wrong.join('; '),
    },
  ];
}
