import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { refuse } from '#core/refusal.ts';
import { announcesBody, apiListener, originForm, sendAnswer } from './api-listener.ts';
import type { Bodies } from './bodies.ts';
import type { Connections, MakeServer } from './connections.ts';
import type { Exchange, Handler } from './exchange.ts';
import type { Gateway } from './gateway.ts';
import { LIMITS, repeatedHeader } from './read.ts';
import { gatewayRefusals } from './refusals.ts';

/** Node would answer a missing Host itself, and not in the envelope. */
const SERVER_OPTIONS = {
  maxHeaderSize: LIMITS.headerBytes,
  requireHostHeader: false,
  keepAliveTimeout: 72_000,
  requestTimeout: LIMITS.requestMs,
};

export interface ListenOptions {
  /**
   * Whether one of the handlers might answer a request to the path `/`: told by its head, and rather
   * too often than too seldom.
   */
  readonly elsewhere: (request: IncomingMessage) => boolean;
  /** Makes the server that speaks TLS; absent for plain HTTP. */
  readonly secure?: MakeServer | undefined;
}

/** A server that listens once it is told to. */
export interface HttpServer {
  readonly server: Server;
  /** What answers requests before the API, in this order. */
  readonly handlers: Handler[];
  /** Resolves to where programs on this machine reach it: `127.0.0.1:7410`. */
  listen(host: string, port: number): Promise<string>;
  /** Takes no more, and resolves when what has arrived is answered. */
  close(): Promise<void>;
}

/**
 * An HTTP server. Every request is led into the request pipeline, except those that a handler
 * answers. Clients of the API ask for `/` alone, where no handler is asked.
 */
export function httpServer(
  gateway: Gateway,
  bodies: Bodies,
  connections: Connections,
  { elsewhere, secure }: ListenOptions,
): HttpServer {
  const api = apiListener(gateway, bodies);
  const handlers: Handler[] = [];
  const ask: RequestListener = (request, response) => {
    answered(handlers, exchangeOf(request, response, bodies)).then(
      (isAnswered) => {
        if (!isAnswered) api(request, response);
      },
      (error: unknown) => {
        const answer = gateway.refusal(error);
        if (response.headersSent) response.destroy();
        else sendAnswer(response, gateway, answer);
      },
    );
  };
  const makeServer: MakeServer = secure ?? ((listener, options) => createServer(options, listener));
  // One listener: the event of a server with several costs a copy of their list for each request.
  const server = makeServer((request, response) => {
    connections.begin(request, response);
    if (announcesBody(request)) response.once('close', () => bodies.over(request));
    // The connection has been refused already: no request that still arrives on it is carried out.
    if (connections.turnedAway(request.socket)) {
      request.destroy();
      return;
    }
    if (connections.isClosing) response.setHeader('connection', 'close');
    if (isAtRoot(request) && !elsewhere(request)) api(request, response);
    else ask(request, response);
  }, SERVER_OPTIONS);
  connections.watch(server, secure !== undefined);
  server.on('clientError', connections.clientError);
  // A client that closes its side after its request is still answered, however long that takes.
  (server as { httpAllowHalfOpen?: boolean }).httpAllowHalfOpen = true;
  // Node would silently drop headers above its limit; wireOf counts them instead.
  server.maxHeadersCount = 0;
  // Node would answer an unknown expectation itself: it is ignored, as RFC 9110 allows.
  server.on('checkExpectation', (request, response) => {
    server.emit('request', request, response);
  });
  return {
    server,
    handlers,
    listen(host, port) {
      return new Promise((listening, failed) => {
        server.once('error', failed);
        server.listen({ host, port }, () => {
          server.off('error', failed);
          listening(reachedAt(server.address() as AddressInfo));
        });
      });
    },
    close() {
      connections.close();
      // It may never have listened, which is called an error.
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}

/** A server that listens on all addresses is reached on loopback, too. */
function reachedAt({ address, port }: AddressInfo): string {
  if (address === '0.0.0.0') return `127.0.0.1:${port}`;
  if (address === '::') return `[::1]:${port}`;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** With or without a query. */
const isAtRoot = ({ url = '' }: IncomingMessage): boolean => url === '/' || url.startsWith('/?');

function exchangeOf(request: IncomingMessage, response: ServerResponse, bodies: Bodies): Exchange {
  return {
    request,
    response,
    url: originForm(request.url ?? '/'),
    body: () =>
      new Promise((done, failed) => {
        if (!announcesBody(request)) done(new Uint8Array());
        else
          bodies.read(request, (error, body = new Uint8Array()) =>
            error ? failed(error) : done(body),
          );
      }),
  };
}

/** Whether one of the handlers has answered. @throws what a handler throws, and Refused. */
async function answered(handlers: readonly Handler[], exchange: Exchange): Promise<boolean> {
  const { request, url } = exchange;
  const repeated = repeatedHeader(request.rawHeaders, request.headers);
  if (repeated !== undefined) throw repeated;
  refuseBrokenPath(url);
  for (const handler of handlers) if (await handler(exchange)) return true;
  return false;
}

function refuseBrokenPath(url: string): void {
  try {
    decodeURI(url.split('?', 1)[0] ?? '');
  } catch {
    refuse(gatewayRefusals.MalformedRequest, 'its path is not percent-encoded UTF-8');
  }
}
