import { serverTime } from './control.ts';
import { Failure, resultOf } from './failure.ts';
import { flatten } from './flatten.ts';
import { type Key, queryString, signedHeaders } from './sign.ts';

/** For whom and where a call is made. */
export interface Scope {
  readonly key: Key;
  readonly accountId: string;
  readonly region: string;
}

/** An action, as it is asked for. */
export interface ActionName {
  readonly service: string;
  readonly version: string;
  readonly action: string;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** The call only shows something on a page: it is left out of the history of requests. */
  readonly unrecorded?: boolean;
}

const CONTENT_TYPE = 'application/x-www-form-urlencoded';

/**
 * Calls an action of the API, as any other client does.
 * @throws Failure for a refusal, with the verdict of every precondition; and when there is no answer.
 */
export async function call<T>(
  { key, region }: Scope,
  { service, version, action }: ActionName,
  parameters: Readonly<Record<string, unknown>> = {},
  { signal, unrecorded = false }: CallOptions = {},
): Promise<T> {
  const query = { Action: action, Version: version };
  const body = queryString(flatten(parameters));
  const { host } = location;
  const headers = signedHeaders(key, {
    ...{ host, query, contentType: CONTENT_TYPE, body, region, service },
    at: serverTime(),
  });
  const response = await fetch(`/?${queryString(query)}`, {
    method: 'POST',
    headers: {
      ...headers,
      'x-tenon-explain': '1',
      'x-tenon-trace': '1',
      ...(unrecorded && { 'x-tenon-unrecorded': '1' }),
    },
    body,
    ...(signal !== undefined && { signal }),
  }).catch((error: unknown) => {
    throw signal?.aborted ? error : new Failure('the server does not answer');
  });
  return resultOf(response.status, response.headers, await response.text()) as T;
}
