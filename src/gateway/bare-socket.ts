import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { Refused } from '../refusal.ts';
import type { Gateway } from './gateway.ts';
import { LIMITS } from './read.ts';
import { gatewayRefusals } from './refusals.ts';

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Answers, in the vendor's envelope, what node:http hands to no request handler. */
export class BareSockets {
  readonly #gateway: Gateway;
  /** Per connection, the requests whose answers have not left yet, in their order. */
  readonly #open = new WeakMap<Duplex, Set<Exchange>>();

  constructor(gateway: Gateway) {
    this.#gateway = gateway;
  }

  /** Follows the requests of `server` and takes over those that open a tunnel. */
  watch(server: Server): void {
    server.prependListener('request', (request, response) => {
      const open = this.#open.get(request.socket) ?? new Set();
      const exchange = { request, response };
      open.add(exchange);
      this.#open.set(request.socket, open);
      response.once('close', () => open.delete(exchange));
    });
    server.on('connect', (_, socket) => {
      socket.on('error', () => socket.destroy());
      this.#refuse(socket, new Refused(gatewayRefusals.MethodNotAllowed, 'CONNECT'));
    });
  }

  /**
   * Answers bytes that are not a request. Answers to requests that came whole before them on the
   * same connection go first, or the client would take this one for theirs.
   */
  readonly clientError = (error: Error & { code?: string }, socket: Duplex): void => {
    const late = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
    if (socket.destroyed || error.code === 'ECONNRESET' || (late && !socket.writable)) {
      socket.destroy();
      return;
    }
    // What follows the broken bytes is read and dropped: closing on it could cost the answer.
    if (!socket.writable || this.#refused.has(socket)) return;
    this.#refused.add(socket);
    const refused = refusalOf(error);
    const before = [...(this.#open.get(socket) ?? [])].findLast(({ request }) => request.complete);
    if (before === undefined) this.#refuse(socket, refused);
    else before.response.once('close', () => this.#refuse(socket, refused));
  };
  readonly #refused = new WeakSet<Duplex>();

  #refuse(socket: Duplex, refused: Refused): void {
    if (!socket.writable) return;
    const { status, body } = this.#gateway.refusal(refused);
    const lines = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      ...(this.#gateway.lenient ? ['X-Tenon-Auth: lenient'] : []),
      'Connection: close',
    ];
    socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
  }
}

function refusalOf({ code }: { code?: string }): Refused {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new Refused(gatewayRefusals.RequestTooLarge, `${LIMITS.headerBytes} bytes of headers`);
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Refused(gatewayRefusals.RequestTooSlow, `${LIMITS.requestMs / 1000} seconds`);
    default:
      return new Refused(gatewayRefusals.MalformedRequest, 'it is not HTTP');
  }
}
