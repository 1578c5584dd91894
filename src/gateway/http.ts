import type { IncomingMessage, RequestListener, Server } from 'node:http';
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type onRequestHookHandler,
} from 'fastify';
import { Refused, refuse } from '#core/refusal.ts';
import type { Bodies } from './bodies.ts';
import type { Connections, MakeServer } from './connections.ts';
import type { Answer } from './encode.ts';
import { breakOff } from './faulty-delivery.ts';
import type { Gateway } from './gateway.ts';
import { LIMITS, read, repeatedHeader, type Wire } from './read.ts';
import { gatewayRefusals } from './refusals.ts';
import { headOf } from './request-head.ts';
import { subjectHeaders } from './subject-headers.ts';

const NO_BODY = new Uint8Array();

/** Node would answer a missing Host itself, and not in the envelope. */
const HTTP_OPTIONS = { maxHeaderSize: LIMITS.headerBytes, requireHostHeader: false };

/** Fastify's own, which it gives no server that it has not made. */
const KEEP_ALIVE_MS = 72_000;

/**
 * An HTTP server. Every path leads into the request pipeline, except those that others add.
 * @param secure makes the one that speaks TLS; absent for plain HTTP
 */
export function listenTo(
  gateway: Gateway,
  bodies: Bodies,
  connections: Connections,
  secure?: MakeServer,
): FastifyInstance {
  const http = Fastify<Server>({
    logger: false,
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    requestTimeout: LIMITS.requestMs,
    // No route has a schema. Without this, Fastify would load two schema compilers at every start.
    schemaController: {
      compilersFactory: { buildValidator: () => noCompiler, buildSerializer: () => noCompiler },
    },
    http: HTTP_OPTIONS,
    ...(secure && {
      serverFactory: (listener: RequestListener) =>
        secure(listener, {
          ...HTTP_OPTIONS,
          keepAliveTimeout: KEEP_ALIVE_MS,
          requestTimeout: LIMITS.requestMs,
        }),
    }),
    routerOptions: { querystringParser: () => ({}) },
    rewriteUrl: (request) => originForm(request.url ?? '/'),
    frameworkErrors: (error, _, reply) => void send(reply, gateway, toAnswer(gateway, error)),
    clientErrorHandler: connections.clientError,
  });
  connections.watch(http.server, secure !== undefined);
  http.addHook('preClose', (done) => {
    connections.close();
    done();
  });
  // A client that closes its side after its request is still answered, however long that takes.
  (http.server as { httpAllowHalfOpen?: boolean }).httpAllowHalfOpen = true;
  // Node would silently drop headers above its limit; wireOf counts them instead.
  http.server.maxHeadersCount = 0;
  // Node would answer an unknown expectation itself: it is ignored, as RFC 9110 allows.
  http.server.on('checkExpectation', (request, response) => {
    http.server.emit('request', request, response);
  });
  http.addHttpMethod('GET', { hasBody: true, overrideExisting: true });
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('*', (_, request, done) => bodies.read(request, done));
  http.server.prependListener('request', (request, response) => {
    if (announcesBody(request)) response.once('close', () => bodies.over(request));
  });
  http.setErrorHandler((error, _, reply) => send(reply, gateway, toAnswer(gateway, error)));
  // The connection has been refused already: no request that still arrives on it is carried out.
  http.addHook('onRequest', (request, _, done) => {
    if (connections.turnedAway(request.raw.socket)) request.raw.destroy();
    else done();
  });
  http.addHook('onRequest', ({ raw }, _, done) => {
    done(repeatedHeader(raw.rawHeaders, raw.headers));
  });
  http.all(
    '/*',
    { onRequest: [refuseBrowsers(gateway), shed(gateway)] },
    async (request, reply) => {
      const options = {
        traced: request.headers['x-tenon-trace'] === '1',
        explained: request.headers['x-tenon-explain'] === '1',
      };
      const answer = await bodies.during(request.raw, () =>
        gateway.answer(() => wireOf(request), headOf(request.raw), options),
      );
      const { delivery } = answer;
      if (delivery === undefined) return send(reply, gateway, answer);
      return sendFaulty(reply, gateway, answer, delivery);
    },
  );
  http.setNotFoundHandler(async (request, reply) => {
    const refused = new Refused(gatewayRefusals.MethodNotAllowed, request.method);
    return send(reply, gateway, gateway.refusal(refused));
  });
  return http;
}

/** A request without these headers has no body (RFC 9112, 6.3). */
function announcesBody({ headers }: IncomingMessage): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}

/** @throws Refused when it cannot be read. */
function wireOf({ raw, method, url, headers, body }: FastifyRequest): Wire {
  if (raw.rawHeaders.length > 2 * LIMITS.headers) {
    refuse(gatewayRefusals.RequestTooLarge, `${LIMITS.headers} headers`);
  }
  if (headers.host === undefined && raw.httpVersion === '1.1') {
    refuse(gatewayRefusals.MalformedRequest, 'it has no Host header');
  }
  return read(method, url, headers, (body as Uint8Array | undefined) ?? NO_BODY);
}

/** Refuses requests from web pages, by their head alone. */
function refuseBrowsers({ guard }: Gateway): onRequestHookHandler {
  return (request, _, done) => {
    guard.refuseBrowsers(headOf(request.raw));
    done();
  };
}

/** Refuses requests that would find no free slot, by their head alone. */
function shed(gateway: Gateway): onRequestHookHandler {
  return (_, reply, done) => {
    const { admission } = gateway;
    if (admission.full) send(reply, gateway, gateway.refusal(admission.turnAway()));
    else done();
  };
}

function noCompiler(): never {
  throw new Error('no route of this server has a schema');
}

function send(reply: FastifyReply, gateway: Gateway, answer: Answer): FastifyReply {
  return begin(reply, gateway, answer).send(answer.body);
}

/** Sends an answer that a fault of a tester's strikes. */
async function sendFaulty(
  reply: FastifyReply,
  gateway: Gateway,
  answer: Answer,
  delivery: NonNullable<Answer['delivery']>,
): Promise<FastifyReply> {
  if (delivery.kind === 'delay') {
    await delivery.over();
    return send(reply, gateway, answer);
  }
  await breakOff(begin(reply, gateway, answer), answer.body, delivery);
  return reply;
}

/** Sets status and headers. */
function begin(reply: FastifyReply, gateway: Gateway, answer: Answer): FastifyReply {
  if (gateway.lenient) reply.header('x-tenon-auth', 'lenient');
  if (answer.retryAfter !== undefined) reply.header('retry-after', answer.retryAfter);
  if (answer.serverTiming !== undefined) reply.header('server-timing', answer.serverTiming);
  for (const [name, value] of subjectHeaders(answer.subject)) reply.header(name, value);
  if (answer.status === 405) reply.header('allow', 'GET, POST');
  return reply.code(answer.status).header('content-type', 'application/json; charset=utf-8');
}

/** A client that talks to a proxy sends the whole URL; only the part after the host counts. */
function originForm(target: string): string {
  if (target.startsWith('/')) return target;
  const scheme = target.indexOf('://');
  if (scheme < 0) return target.startsWith('?') ? `/${target}` : '/';
  const slash = target.slice(scheme + 3).search(/[/?]/);
  if (slash < 0) return '/';
  const rest = target.slice(scheme + 3 + slash);
  return rest.startsWith('?') ? `/${rest}` : rest;
}

/** Fastify's own errors, in the vendor's envelope. */
function toAnswer(gateway: Gateway, error: unknown): Answer {
  if (error instanceof Refused) return gateway.refusal(error);
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  if (status < 500) {
    return gateway.refusal(new Refused(gatewayRefusals.MalformedRequest, (error as Error).message));
  }
  return gateway.refusal(error);
}
