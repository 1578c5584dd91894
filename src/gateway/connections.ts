import {
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Refused } from '#core/refusal.ts';
import type { Gateway } from './gateway.ts';
import { LIMITS } from './read.ts';
import { gatewayRefusals } from './refusals.ts';
import { RetryLater } from './retry-later.ts';

/** Makes the HTTP server that listens in the place of a plain one. */
export type MakeServer = (listener: RequestListener, options: ServerOptions) => Server;

/** What a client speaks to a port that speaks the other. */
export type WrongProtocol = 'TLS' | 'plain HTTP';

/** Twice the number of requests in flight: the other connections are idle between two requests. */
export const DEFAULT_MAX_CONNECTIONS = 4096;

const RETRY_AFTER = 1;

/** How many connections beyond the limit may agree on a key, so that they can be told of it. */
const MOST_HANDSHAKES = 256;

/** The record type of a TLS handshake and the first byte of its version. */
const CLIENT_HELLO = Buffer.from([0x16, 0x03]);

/**
 * The connections of the server. What node:http passes to no request handler is answered here, in
 * the vendor's envelope, and a closing server does not wait for requests that may never arrive
 * whole. The number of connections is limited, because each may hold the beginning of a request.
 */
export class Connections {
  readonly #gateway: Gateway;
  /** For each connection, the answers that have not been sent yet, in the order of their requests. */
  readonly #open = new Map<Duplex, Set<ServerResponse>>();
  readonly #turnedAway = new WeakSet<Duplex>();
  /** Connections that have not agreed on a key yet, by the client's address and port. */
  readonly #handshakes = new Map<string, Socket>();
  readonly #answered: (this: ServerResponse) => void;
  readonly #onWrongProtocol: ((protocol: WrongProtocol) => void) | undefined;
  #refused = 0;
  #closing = false;
  readonly most: number;

  constructor(
    gateway: Gateway,
    most = DEFAULT_MAX_CONNECTIONS,
    onWrongProtocol?: (protocol: WrongProtocol) => void,
  ) {
    this.#gateway = gateway;
    this.most = most;
    this.#onWrongProtocol = onWrongProtocol;
    const connections = this;
    // One listener for all, which is not taken off again: nothing is made for each request.
    this.#answered = function answered(this: ServerResponse): void {
      const { socket } = this.req;
      connections.#open.get(socket)?.delete(this);
      if (connections.#closing) connections.#endIfIdle(socket);
    };
  }

  get count(): number {
    return this.#open.size;
  }

  /** How many connections were refused since the start. */
  get refused(): number {
    return this.#refused;
  }

  /** Whether each answer from now on is the last of its connection. */
  get isClosing(): boolean {
    return this.#closing;
  }

  /** Whether this connection was refused: a request that still arrives on it is not carried out. */
  turnedAway(socket: Duplex): boolean {
    return this.#turnedAway.has(socket);
  }

  /** Follows the connections of `server` and takes over those that ask for a tunnel. */
  watch(server: Server, isSecure = false): void {
    if (isSecure) server.on('connection', (socket: Socket) => this.#handshake(socket));
    server.on(isSecure ? 'secureConnection' : 'connection', (socket: Socket) => {
      this.#handshakes.delete(peerOf(socket));
      if (this.#open.size >= this.most) {
        this.#turnAway(socket);
        return;
      }
      this.#open.set(socket, new Set());
      socket.once('close', () => this.#open.delete(socket));
    });
    server.on('connect', (_, socket) => {
      socket.on('error', () => socket.destroy());
      this.#refuse(socket, new Refused(gatewayRefusals.MethodNotAllowed, 'CONNECT'));
    });
  }

  /** Notes a request until its answer is sent. Every request is to be begun so, before all else. */
  begin({ socket }: IncomingMessage, response: ServerResponse): void {
    this.#open.get(socket)?.add(response);
    response.on('close', this.#answered);
  }

  /**
   * Answers bytes that are not a request. The answers to earlier complete requests on the same
   * connection go first, or the client would take this answer for one of theirs.
   */
  readonly clientError = (
    error: Error & { code?: string; rawPacket?: unknown },
    socket: Duplex,
  ): void => {
    if (error.code === 'ERR_SSL_HTTP_REQUEST') this.#onWrongProtocol?.('plain HTTP');
    if (isHello(error.rawPacket)) this.#onWrongProtocol?.('TLS');
    const open = this.#open.get(socket);
    const late = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && !socket.writable;
    if (open === undefined || error.code === 'ECONNRESET' || late) {
      socket.destroy();
      return;
    }
    const refused = refusalOf(error);
    const before = [...open].findLast(({ req }) => req.complete);
    if (before === undefined) this.#refuse(socket, refused);
    else before.once('close', () => this.#refuse(socket, refused));
  };

  /** From now on, a connection ends with the last of its answers. */
  readonly close = (): void => {
    this.#closing = true;
    for (const socket of this.#open.keys()) this.#endIfIdle(socket);
    for (const socket of this.#handshakes.values()) socket.destroy();
  };

  /**
   * A client can be told something only when both have agreed on a key. How many may be about to is
   * limited: more of them are cut off.
   */
  #handshake(socket: Socket): void {
    if (this.#closing || this.#open.size + this.#handshakes.size >= this.most + MOST_HANDSHAKES) {
      this.#refused += 1;
      socket.destroy();
      return;
    }
    const peer = peerOf(socket);
    this.#handshakes.set(peer, socket);
    socket.once('close', () => this.#handshakes.delete(peer));
  }

  /** Answers before anything was asked: reading the request would take memory that is short. */
  #turnAway(socket: Duplex): void {
    this.#refused += 1;
    this.#turnedAway.add(socket);
    socket.once('finish', () => socket.destroy());
    this.#refuse(socket, new RetryLater(gatewayRefusals.FlowLimitExceeded, RETRY_AFTER));
  }

  #endIfIdle(socket: Duplex): void {
    const open = this.#open.get(socket);
    if (open === undefined || [...open].some(({ req }) => req.complete)) return;
    socket.end(() => socket.destroy());
  }

  #refuse(socket: Duplex, refused: Refused): void {
    // More broken bytes may arrive. They are dropped: closing the connection on them could lose the
    // answer.
    if (!socket.writable) return;
    const { status, body, retryAfter } = this.#gateway.refusal(refused);
    const lines = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      ...(this.#gateway.lenient ? ['X-Tenon-Auth: lenient'] : []),
      ...(retryAfter === undefined ? [] : [`Retry-After: ${retryAfter}`]),
      'Connection: close',
    ];
    socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
  }
}

const isHello = (packet: unknown) =>
  Buffer.isBuffer(packet) && packet.subarray(0, 2).equals(CLIENT_HELLO);

const peerOf = ({ remoteAddress, remotePort }: Socket) => `${remoteAddress} ${remotePort}`;

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
