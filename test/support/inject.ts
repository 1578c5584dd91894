import { type IncomingHttpHeaders, request } from 'node:http';
import { duplexPair } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { TenonServer } from '#server.ts';

export interface InjectedRequest {
  readonly method?: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where it seems to come from; loopback unless told. */
  readonly remoteAddress?: string;
  readonly payload?: string;
}

export interface InjectedAnswer {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  // biome-ignore lint/suspicious/noExplicitAny: a view or an envelope
  json(): any;
}

/** Sends a request to a server, which need not listen, over a connection in memory. */
export async function inject(
  { http }: Pick<TenonServer, 'http'>,
  { method = 'GET', url, headers, remoteAddress = '127.0.0.1', payload }: InjectedRequest,
): Promise<InjectedAnswer> {
  const [client, connection] = duplexPair();
  http.server.emit('connection', Object.assign(connection, { remoteAddress }));
  const answered = Promise.withResolvers<InjectedAnswer>();
  request({
    createConnection: () => client,
    method,
    path: url,
    headers: { host: 'localhost', ...headers },
  })
    .on('response', (response) => {
      text(response).then((body) => {
        const { statusCode = 0 } = response;
        answered.resolve({
          statusCode,
          headers: response.headers,
          body,
          json: () => JSON.parse(body),
        });
      }, answered.reject);
    })
    .on('error', answered.reject)
    .end(payload);
  try {
    return await answered.promise;
  } finally {
    connection.destroy();
  }
}
