import { PARAMETER_HEADER, REASON_HEADER } from '../gateway/subject-headers.ts';
import { CliError } from './error.ts';

/** What the control API answered. */
export interface ControlAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers differ by path
  readonly body: any;
  /** What a refusal is about, as `Name: reason`, as far as the server says it; '' otherwise. */
  readonly subject: string;
}

/** Asks a running server's control API. @throws CliError when no server answers. */
export function askControl(
  endpoint: string,
  path: string,
  token: string | undefined,
): Promise<ControlAnswer> {
  return ask(endpoint, path, token, { signal: AbortSignal.timeout(10_000) });
}

/** Has a running server do something, however long it takes. @throws CliError when none answers. */
export function postControl(
  endpoint: string,
  path: string,
  body: object,
  token: string | undefined,
): Promise<ControlAnswer> {
  return ask(endpoint, path, token, { method: 'POST', body: JSON.stringify(body) });
}

async function ask(
  endpoint: string,
  path: string,
  token: string | undefined,
  init: RequestInit,
): Promise<ControlAnswer> {
  const url = `${endpoint}/_tenon/${path}`;
  let response: Response;
  try {
    response = await fetch(url, {
      ...init,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
  } catch {
    throw new CliError(`no server answers at ${endpoint}: start one with "tenon serve"`);
  }
  try {
    const { status, headers } = response;
    const subject = [headers.get(PARAMETER_HEADER), headers.get(REASON_HEADER)].filter(Boolean);
    return { status, body: await response.json(), subject: subject.join(': ') };
  } catch {
    throw new CliError(`what answers at ${endpoint} is not a Tenon`);
  }
}
