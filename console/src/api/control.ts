import { Failure, refusalOf } from './failure.ts';

/*
 * The control API: what is below /_tenon/. docs/control-api.md describes it.
 */

/** The control token that the user logged in with; kept for this tab alone, and in no URL. */
let token = sessionStorage.getItem('tenon.token') ?? undefined;
/** Whether the server asks for its token, and has not been given the right one. */
let lockedOut = false;
const watchers = new Set<() => void>();

export const hasToken = (): boolean => token !== undefined;
export const isLockedOut = (): boolean => lockedOut;

/** Tells whenever `isLockedOut` changes; the function that it returns ends that. */
export function watchLockOut(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

function become(isOut: boolean): void {
  if (isOut === lockedOut) return;
  lockedOut = isOut;
  for (const watcher of watchers) watcher();
}

/** Whether it is the token of the server, which is used from then on. @throws Failure */
export async function logIn(given: string): Promise<boolean> {
  token = given;
  const { status } = await askControl('health');
  if (status === TOKEN_NEEDED) {
    token = undefined;
    return false;
  }
  sessionStorage.setItem('tenon.token', given);
  become(false);
  return true;
}

/** Forgets the token. */
export function logOut(): void {
  token = undefined;
  sessionStorage.removeItem('tenon.token');
  become(true);
}

const TOKEN_NEEDED = 401;

/** How far the server's clock is ahead of this device's, in milliseconds, to about a second. */
let ahead = 0;

/** The time by the server's clock, for signatures. */
export const serverTime = (): number => Date.now() + ahead;

export interface ControlRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Parameters of the query; undefined ones are left out. */
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
  /** A status of an error whose answer is nevertheless what was asked for. */
  readonly expected?: number;
}

/** Asks the control API and gives the response as it is. @throws Failure when there is none. */
export async function askControl(path: string, request: ControlRequest = {}): Promise<Response> {
  const { method = 'GET', query = {}, body, signal, headers } = request;
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  const search = given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
  const sent: RequestInit = {
    method,
    headers: {
      ...headers,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal !== undefined && { signal }),
  };
  const response = await fetch(`/_tenon/${path}${search}`, sent).catch((error: unknown) => {
    throw signal?.aborted ? error : new Failure('the server does not answer');
  });
  if (response.status === TOKEN_NEEDED) become(true);
  return response;
}

/** Asks the control API for JSON. @throws Failure for a refusal, and when there is no answer. */
export async function control<T>(path: string, request: ControlRequest = {}): Promise<T> {
  const response = await askControl(path, request);
  const text = await response.text();
  const date = Date.parse(response.headers.get('date') ?? '');
  if (!Number.isNaN(date)) ahead = Math.abs(date - Date.now()) < 2000 ? 0 : date - Date.now();
  const status = response.status === request.expected ? 200 : response.status;
  const refusal = refusalOf(status, response.headers, text);
  if (refusal !== undefined) throw refusal;
  return JSON.parse(text) as T;
}
