import { VERSION_HEADER } from '#control/version-header.ts';
import { PARAMETER_HEADER, REASON_HEADER } from '#gateway/subject-headers.ts';
import { tenon } from './command-line.ts';
import { CliError, codeOf, UsageError } from './error.ts';
import { trustOwnCertificate } from './tls.ts';

/** What the control API answered. */
export interface ControlAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers differ by path
  readonly body: any;
  /** What a refusal is about, as `Name: reason`, if the server says it; otherwise ''. */
  readonly subject: string;
  /** The server's clock when it answered, in milliseconds since the epoch; NaN if it does not say. */
  readonly time: number;
}

const PATIENCE_MS = 10_000;

/**
 * Sends a request to a running server's control API.
 * @param endpoint as `parseEndpoint` gives it
 * @throws CliError with the reason, when no server answers or the server is not Tenon.
 */
export function askControl(
  endpoint: string,
  path: string,
  token: string | undefined,
  patienceMs = PATIENCE_MS,
): Promise<ControlAnswer> {
  return ask(endpoint, path, token, { signal: AbortSignal.timeout(patienceMs) });
}

/** Makes a running server do something, however long it takes. @throws CliError as above. */
export function postControl(
  endpoint: string,
  path: string,
  body: object,
  token: string | undefined,
): Promise<ControlAnswer> {
  return ask(endpoint, path, token, { method: 'POST', body: JSON.stringify(body) });
}

/**
 * What was answered.
 * @throws UsageError for what makes no sense, CliError for any other refusal, with code, message, subject
 */
export function unlessRefused({ status, body, subject }: ControlAnswer): ControlAnswer['body'] {
  const refusal = body.ResponseMetadata?.Error;
  if (refusal === undefined) return body;
  const about = subject === '' || refusal.Message.includes(subject) ? '' : ` (${subject})`;
  const Mistake = status === 400 ? UsageError : CliError;
  throw new Mistake(`${refusal.Code}: ${refusal.Message}${about}`);
}

/** Sets something in a running server. @throws CliError as above. */
export function putControl(
  endpoint: string,
  path: string,
  body: object,
  token: string | undefined,
): Promise<ControlAnswer> {
  return ask(endpoint, path, token, { method: 'PUT', body: JSON.stringify(body) });
}

/** Takes something back in a running server. @throws CliError as above. */
export function deleteControl(
  endpoint: string,
  path: string,
  token: string | undefined,
): Promise<ControlAnswer> {
  return ask(endpoint, path, token, { method: 'DELETE' });
}

/**
 * Opens a stream of events of a running server, after the one with `lastEventId` if that is given.
 * @throws CliError as above, and when the server refuses.
 */
export async function askStream(
  endpoint: string,
  path: string,
  token: string | undefined,
  lastEventId: string,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  try {
    const response = await fetch(`${endpoint}/_tenon/${path}`, {
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(lastEventId !== '' && { 'last-event-id': lastEventId }),
      },
    });
    if (response.ok && response.body !== null) return response.body;
    const body = objectIn(await response.text()) as ControlAnswer['body'];
    const refusal = body?.ResponseMetadata?.Error;
    if (refusal === undefined) return notTenon(endpoint, response);
    throw new CliError(`${refusal.Code}: ${refusal.Message}`);
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(whyUnreachable(endpoint, error));
  }
}

async function ask(
  endpoint: string,
  path: string,
  token: string | undefined,
  init: RequestInit,
): Promise<ControlAnswer> {
  const url = `${endpoint}/_tenon/${path}`;
  if (url.startsWith('https:')) await trustOwnCertificate();
  try {
    const response = await fetch(url, {
      ...init,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
    const { status, headers } = response;
    const body = objectIn(await response.text());
    if (body === undefined || !(headers.has(VERSION_HEADER) || ofTenon(body))) {
      return notTenon(endpoint, response);
    }
    const subject = [headers.get(PARAMETER_HEADER), headers.get(REASON_HEADER)].filter(Boolean);
    return {
      status,
      body,
      subject: subject.join(': '),
      time: Date.parse(headers.get('date') ?? ''),
    };
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(whyUnreachable(endpoint, error));
  }
}

function objectIn(text: string): object | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? body : undefined;
  } catch {
    return undefined;
  }
}

/** Of a Tenon before the header: health, an explanation, a backup, an instance, or a refusal. */
const ofTenon = (body: object) =>
  [
    'live',
    'Verdicts',
    'bytes',
    'instanceId',
    'id',
    'faults',
    'requests',
    'services',
    'ResponseMetadata',
  ].some((name) => name in body);

function notTenon(endpoint: string, { status, headers }: Response): never {
  const server = headers.get('server');
  throw new CliError(
    `what answers at ${endpoint} is not a Tenon${server ? ` but ${server}` : ''} (HTTP ${status}): give the address of yours with --endpoint`,
  );
}

/** One line with the cause and the next step. */
function whyUnreachable(endpoint: string, error: unknown): string {
  const { hostname, protocol, port } = new URL(endpoint);
  const cause = (error as Error).cause ?? error;
  const code = codeOf(cause);
  switch (code) {
    case 'ECONNREFUSED':
      return `nothing listens at ${endpoint}: start a server with "${tenon()} serve", or name another with --endpoint`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `no address is known for the name [${hostname}]: look at --endpoint`;
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
      return `there is no way from here to ${hostname} (${code}): look at --endpoint`;
    case 'ECONNRESET':
    case 'UND_ERR_SOCKET': {
      const other = protocol === 'https:' ? 'try http://' : 'TLS? Then it is https://';
      return `what listens at ${endpoint} closes the connection: it speaks another protocol (${other}), or it is just ending`;
    }
  }
  if (timedOut(error, code)) {
    return `${endpoint} does not answer: is it the right address, and does a firewall let you through?`;
  }
  const message = cause instanceof Error ? cause.message : String(cause);
  if (protocol === 'https:' && /SSL|TLS|EPROTO|wrong version|packet length/i.test(code + message)) {
    return `${endpoint} speaks no TLS: a Tenon does with --tls alone, so try http://${hostname}${port && `:${port}`}`;
  }
  if (protocol === 'https:' && /CERT|certificate/i.test(code + message)) {
    return `the certificate of ${endpoint} is not trusted (${code}): name its authority in NODE_EXTRA_CA_CERTS`;
  }
  if (/HPE_|parse|HTTP\/1\.1 protocol/i.test(code + message)) {
    return `what listens at ${endpoint} does not speak HTTP: is it https, or another program?`;
  }
  if (message === 'bad port') {
    return `port ${port} is one of those that browsers and many HTTP clients refuse to ask, Node.js among them: serve on another one, such as 7410`;
  }
  return `${endpoint} cannot be asked: ${message}`;
}

const timedOut = (error: unknown, code: string) =>
  (error as Error).name === 'TimeoutError' ||
  ['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT'].includes(code);
