import { isNewEnough, LEAST_NODE } from '#platform/version.ts';
import { dataPlaneProblems, probeDataPlane } from '#server.ts';
import { hostOf } from './clients.ts';
import { tenon } from './command-line.ts';
import { askControl } from './control.ts';
import { endpointOptionOf } from './endpoint.ts';
import { CliError, UsageError } from './error.ts';
import type { PlaneOptions } from './program-options.ts';
import { type ControlTokenOptions, controlTokenOf } from './secrets.ts';
import { styled, widthOf, wrapped } from './terminal.ts';

export interface DoctorOptions extends ControlTokenOptions {
  readonly endpoint: string;
  /** The one that a server is to have on this host: what it needs is then looked for, and no server. */
  readonly dataPlane: string;
  readonly planeOptions: PlaneOptions;
}

interface Diagnosis {
  readonly what: string;
  readonly ok: boolean;
  readonly said: string;
}

/** The columns of a mark, and the fewest of what is looked for. */
const MARGIN = 5;
const LEAST_WIDTH = 15;

/** Prints each check; exit code 1 when one fails. */
export async function doctor(options: DoctorOptions): Promise<void> {
  const { dataPlane, planeOptions } = options;
  const problems = dataPlaneProblems(dataPlane, planeOptions);
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  const findings = [
    nodeVersion(process.versions.node),
    ...(dataPlane === 'none'
      ? await clientNeeds(options)
      : await planeNeeds(dataPlane, planeOptions)),
  ];
  const width = Math.max(LEAST_WIDTH, ...findings.map(({ what }) => what.length));
  for (const { what, ok, said } of findings) {
    const mark = ok ? styled('green', ' ok') : styled('red', ' NO');
    const text = wrapped(said, widthOf(), MARGIN + width + 1);
    console.log(`${mark}  ${what.padEnd(width)} ${text}`);
  }
  if (findings.some(({ ok }) => !ok)) process.exitCode = 1;
}

function nodeVersion(version: string): Diagnosis {
  const ok = isNewEnough(version);
  return { what: 'Node.js', ok, said: ok ? version : `${version}: ${LEAST_NODE} is needed` };
}

async function reachable(options: DoctorOptions): Promise<Diagnosis> {
  const what = 'server';
  const { endpoint } = options;
  try {
    const { body } = await askControl(endpoint, 'health', controlTokenOf(options));
    const refusal = body.ResponseMetadata?.Error;
    if (refusal) return { what, ok: false, said: `${refusal.Code}: ${refusal.Message}` };
    if (!body.ready) {
      return { what, ok: false, said: `answers at ${endpoint}, but is not ready: ${body.reason}` };
    }
    const said = `Tenon ${body.version} answers at ${endpoint}, data plane ${body.dataPlane.name}`;
    return { what, ok: true, said };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { what, ok: false, said: error.message };
  }
}

/** What a client needs to reach the server. */
const clientNeeds = async (options: DoctorOptions): Promise<Diagnosis[]> => [
  await reachable(options),
  ...proxies(options.endpoint),
  settings(options.endpoint),
];

/** What the data plane needs of this host, tried out. The reason for a no says what to do. */
async function planeNeeds(name: string, options: PlaneOptions): Promise<Diagnosis[]> {
  const capabilities = await probeDataPlane(name, options);
  return capabilities.map(({ name: what, available, reason }) => ({
    what,
    ok: available,
    said: available ? 'works' : reason,
  }));
}

/** Go (from 1.1.24) and Python send even loopback requests through a configured proxy. */
function proxies(endpoint: string): Diagnosis[] {
  const set = ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'].filter((name) => {
    const proxy = process.env[name];
    // Using Tenon as the proxy is one way to point clients at it.
    return proxy && hostOf(proxy).replace(/\/$/, '') !== hostOf(endpoint);
  });
  if (set.length === 0) return [];
  return [
    {
      what: 'proxy settings',
      ok: false,
      said: `${set.join(', ')}: the Go and Python SDKs send requests for ${endpoint} there, whatever NO_PROXY says; unset for them`,
    },
  ];
}

/** What a client would do that reads the VOLCENGINE_* variables. */
function settings(endpoint: string): Diagnosis {
  const what = 'VOLCENGINE_*';
  const { env } = process;
  const pointed = env.VOLCENGINE_ENDPOINT;
  if (pointed === undefined) {
    const set = `eval "$(${tenon()} env bash${endpointOptionOf(endpoint)})"`;
    const said = `VOLCENGINE_ENDPOINT is not set here: ${set} sets it for a shell`;
    return { what, ok: true, said };
  }
  const wrong = [
    hostOf(pointed).replace(/\/$/, '') !== hostOf(endpoint) && `VOLCENGINE_ENDPOINT is ${pointed}`,
    !/^https?:\/\//.test(pointed) &&
      `VOLCENGINE_ENDPOINT is ${pointed}, without http://: Python programs then speak TLS`,
    endpoint.startsWith('http:') &&
      env.VOLCENGINE_DISABLE_SSL !== 'true' &&
      'VOLCENGINE_DISABLE_SSL is not true',
    env.VOLCENGINE_ENABLE_STANDARD_ENDPOINT !== 'false' &&
      'VOLCENGINE_ENABLE_STANDARD_ENDPOINT is not false: Terraform ignores the endpoint',
    !env.VOLCENGINE_ACCESS_KEY && 'VOLCENGINE_ACCESS_KEY is not set',
  ].filter((each) => each !== false);
  const ok = wrong.length === 0;
  return { what, ok, said: ok ? `point at ${endpoint}` : wrong.join('; ') };
}
