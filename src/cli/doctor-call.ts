import { hostOf } from '#control/settings/clients.ts';
import { askControl, type ControlAnswer, unlessRefused } from './control.ts';
import { type Diagnosis, no, note, ok } from './diagnosis.ts';
import { isHere } from './doctor-environment.ts';
import { CliError } from './error.ts';
import { type ControlTokenOptions, controlTokenOf } from './secrets.ts';

interface CallOptions extends ControlTokenOptions {
  readonly endpoint: string;
}

/** A signature is good for 15 minutes on either side of its time. */
const SIGNATURE_MS = 15 * 60_000;
const NOTABLE_MS = 60_000;

/** Whether the server answers, and whether it takes a signed call such as a client's. */
export async function callFindings(options: CallOptions): Promise<Diagnosis[]> {
  const { endpoint } = options;
  let health: ControlAnswer;
  try {
    health = await askControl(endpoint, 'health', controlTokenOf(options));
    unlessRefused(health);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return [no('server', error.message)];
  }
  const { body, time } = health;
  const clock = clockFinding(time);
  if (!body.ready) {
    return [no('server', `answers at ${endpoint}, but is not ready: ${body.reason}`), ...clock];
  }
  return [
    ok('server', `Tenon ${body.version} answers at ${endpoint}, data plane ${body.dataPlane.name}`),
    ...clock,
    ...(body.auth === 'lenient'
      ? [note('signatures', 'are not checked (--auth lenient): a wrong key is not noticed here')]
      : []),
    ...(await signedCall(options)),
  ];
}

function clockFinding(time: number): Diagnosis[] {
  const difference = Math.abs(time - Date.now());
  if (!(difference > NOTABLE_MS)) return [];
  const said = `this machine's and the server's differ by ${Math.round(difference / 1000)} seconds`;
  if (difference < SIGNATURE_MS) return [note('clock', said)];
  return [no('clock', `${said}: signatures are refused beyond ${SIGNATURE_MS / 60_000} minutes`)];
}

/**
 * Calls the API with the key that clients would sign with: that of the environment where it points
 * here, or else the one that the server names.
 */
async function signedCall(options: CallOptions): Promise<Diagnosis[]> {
  const { endpoint } = options;
  const answer = await askControl(endpoint, 'client', controlTokenOf(options));
  // An older server does not name one.
  if (answer.status !== 200) return [];
  const { env } = process;
  const { accessKeyId, secretAccessKey, sessionToken, region, regions } = answer.body;
  const isOurs = isHere(env.VOLCENGINE_ENDPOINT, endpoint) && env.VOLCENGINE_ACCESS_KEY;
  const key = isOurs
    ? {
        accessKeyId: env.VOLCENGINE_ACCESS_KEY ?? '',
        secretAccessKey: env.VOLCENGINE_SECRET_KEY ?? '',
        ...(env.VOLCENGINE_SESSION_TOKEN && { sessionToken: env.VOLCENGINE_SESSION_TOKEN }),
      }
    : { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
  const inRegion = (isOurs && env.VOLCENGINE_REGION) || region;
  if (isOurs && !regions.includes(inRegion)) {
    return [no('region', `VOLCENGINE_REGION is ${inRegion}: the server has ${regions.join(', ')}`)];
  }
  if (key.accessKeyId === '') return [note('signed call', 'the first account has no key')];
  const whose = isOurs ? 'VOLCENGINE_ACCESS_KEY' : "the server's key";
  const said = await refusalOf(endpoint, inRegion, key);
  if (said === undefined) return [ok('signed call', `${whose} is taken in ${inRegion}`)];
  return [no('signed call', `${whose} (${key.accessKeyId}) is refused: ${said}`)];
}

interface SigningKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Calls with the official SDK, as a client does. Undefined when the key is taken. */
async function refusalOf(
  endpoint: string,
  region: string,
  key: SigningKey,
): Promise<string | undefined> {
  const { Client, Command } = await import('@volcengine/sdk-core');
  const { protocol } = new URL(endpoint);
  const client = new Client({
    host: hostOf(endpoint),
    protocol: protocol === 'https:' ? 'https' : 'http',
    region,
    autoRetry: false,
    ...key,
  });
  const command = new Command({ PageSize: 1 });
  command.requestConfig = {
    params: { Action: 'DescribeVpcs', Version: '2020-04-01' },
    method: 'GET',
    serviceName: 'vpc',
    contentType: 'text/plain',
  };
  try {
    await client.send(command);
    return undefined;
  } catch (error) {
    // biome-ignore lint/suspicious/noExplicitAny: the envelope
    const refusal = (error as { data?: any }).data?.ResponseMetadata?.Error;
    if (refusal === undefined) return (error as Error).message;
    // The signature is good: only this call is beyond the key's policy.
    if (refusal.Code === 'AccessDenied' && /DescribeVpcs/.test(refusal.Message)) return undefined;
    return `${refusal.Code}: ${refusal.Message}`;
  } finally {
    client.destroy();
  }
}
