import type { Socket } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { Refused } from '../refusal.ts';
import type { Answer } from './encode.ts';
import type { Gateway } from './gateway.ts';
import { LIMITS, read } from './read.ts';
import { gatewayRefusals } from './refusals.ts';

const NO_BODY = new Uint8Array();

/** An HTTP server whose every path, but those that others add, leads into the arrow. */
export function listenTo(gateway: Gateway): FastifyInstance {
  const http = Fastify({
    logger: false,
    bodyLimit: LIMITS.bodyBytes,
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    http: { maxHeaderSize: LIMITS.headerBytes },
    routerOptions: { querystringParser: () => ({}) },
    rewriteUrl: (request) => originForm(request.url ?? '/'),
    frameworkErrors: (error, _, reply) => void send(reply, gateway, toAnswer(gateway, error)),
    clientErrorHandler: (error, socket) => refuseOnSocket(gateway, error, socket),
  });
  http.server.maxHeadersCount = LIMITS.headers;
  http.addHttpMethod('GET', { hasBody: true, overrideExisting: true });
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  http.setErrorHandler((error, _, reply) => send(reply, gateway, toAnswer(gateway, error)));
  http.all('/*', async (request, reply) => {
    const { method, url, headers, body } = request;
    const answer = await gateway.answer(() =>
      read(method, url, headers, (body as Uint8Array | undefined) ?? NO_BODY),
    );
    return send(reply, gateway, answer);
  });
  http.setNotFoundHandler(async (request, reply) => {
    const refused = new Refused(gatewayRefusals.MethodNotAllowed, request.method);
    return send(reply, gateway, gateway.refusal(refused));
  });
  return http;
}

function send(reply: FastifyReply, gateway: Gateway, answer: Answer): FastifyReply {
  if (gateway.lenient) reply.header('x-tenon-auth', 'lenient');
  return reply
    .code(answer.status)
    .header('content-type', 'application/json; charset=utf-8')
    .send(answer.body);
}

/** A client that speaks to a proxy sends the whole URL: what follows the host is meant. */
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
  if (status === 413) {
    return gateway.refusal(
      new Refused(gatewayRefusals.RequestTooLarge, `${LIMITS.bodyBytes} bytes of body`),
    );
  }
  if (status < 500) {
    return gateway.refusal(new Refused(gatewayRefusals.MalformedRequest, (error as Error).message));
  }
  return gateway.refusal(error);
}

/** What node:http could not parse never reaches a handler: it is answered on the bare socket. */
function refuseOnSocket(gateway: Gateway, error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const refused =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? new Refused(gatewayRefusals.RequestTooLarge, `${LIMITS.headerBytes} bytes of headers`)
      : new Refused(gatewayRefusals.MalformedRequest, 'it is not HTTP');
  const { status, body } = gateway.refusal(refused);
  socket.end(
    `HTTP/1.1 ${status} Refused\r\nContent-Type: application/json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
