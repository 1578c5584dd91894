import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Refused } from '#core/refusal.ts';
import { LIMITS } from './read.ts';
import { gatewayRefusals } from './refusals.ts';
import { RetryLater } from './retry-later.ts';

export interface BodyLimits {
  /** Bytes of all bodies that the process holds, complete or not. */
  readonly heldBytes: number;
  /** The same of one connection: a client may send requests ahead of their answers. */
  readonly connectionBytes: number;
}

/** Room for 64 bodies of the largest size. Ordinary parameters need far less. */
export const BODY_LIMITS: BodyLimits = {
  heldBytes: 64 * LIMITS.bodyBytes,
  connectionBytes: 2 * LIMITS.bodyBytes,
};

type Done = (error: Error | null, body?: Uint8Array) => void;

const RETRY_AFTER = 1;
/** The first allocation for a body of unknown length. */
const FIRST_BYTES = 4 << 10;
/** The most that is allocated for an announced length before the bytes arrive. */
const TRUSTED_BYTES = 64 << 10;

/**
 * Reads the bodies of requests and limits the memory that they take, before anything is known about
 * their senders. When the memory is used up, the body that has been arriving for the longest is
 * dropped: slow clients must not keep out the others.
 */
export class Bodies {
  readonly limits: BodyLimits;
  readonly #bodies = new Map<IncomingMessage, Body>();
  /** The incomplete bodies, oldest first. */
  readonly #arriving = new Set<Body>();
  readonly #byConnection = new WeakMap<Duplex, number>();
  #held = 0;
  #refused = 0;

  constructor(limits: BodyLimits = BODY_LIMITS) {
    this.limits = limits;
  }

  /** Bytes held now. */
  get held(): number {
    return this.#held;
  }

  /** How many bodies were refused since the start for lack of memory. */
  get refused(): number {
    return this.#refused;
  }

  /**
   * Reads the body of `request`, and calls `done` once, with the body or with what ended the
   * reading.
   */
  read(request: IncomingMessage, done: Done): void {
    const length = Number(request.headers['content-length'] ?? 0);
    if (length > LIMITS.bodyBytes) {
      done(bodyTooLarge());
      return;
    }
    // The client has gone before anybody read.
    if (request.destroyed) {
      done(endedEarly());
      return;
    }
    const body = new Body(request, length, done);
    this.#bodies.set(request, body);
    this.#arriving.add(body);
    body.listen({
      data: (chunk) => this.#take(body, chunk),
      end: (error) => {
        this.#arriving.delete(body);
        if (error) this.#giveUp(body, endedEarly());
        else body.finish();
      },
    });
  }

  /** Runs the request's work, and holds its body until that ends, even when the client has gone. */
  during<T>(request: IncomingMessage, work: () => Promise<T>): Promise<T> {
    const body = this.#bodies.get(request);
    // Most requests have none.
    return body === undefined ? work() : this.#during(body, work);
  }

  /** The answer has gone out, or the client has. */
  over(request: IncomingMessage): void {
    const body = this.#bodies.get(request);
    if (body && !body.atWork) this.#release(body);
  }

  async #during<T>(body: Body, work: () => Promise<T>): Promise<T> {
    body.atWork = true;
    try {
      return await work();
    } finally {
      body.atWork = false;
      this.#release(body);
    }
  }

  #take(body: Body, chunk: Uint8Array): void {
    if (body.length + chunk.length > LIMITS.bodyBytes) {
      this.#giveUp(body, bodyTooLarge());
      return;
    }
    const more = body.sizeFor(chunk) - body.size;
    const { socket } = body.request;
    const ofConnection = (this.#byConnection.get(socket) ?? 0) + more;
    if (ofConnection > this.limits.connectionBytes) {
      this.#refuse(
        body,
        new Refused(
          gatewayRefusals.RequestTooLarge,
          `${this.limits.connectionBytes} bytes of bodies on one connection`,
        ),
      );
      return;
    }
    while (this.#held + more > this.limits.heldBytes) {
      const [oldest = body] = this.#arriving;
      this.#refuse(oldest, new RetryLater(gatewayRefusals.FlowLimitExceeded, RETRY_AFTER));
      if (oldest === body) return;
    }
    this.#held += more;
    this.#byConnection.set(socket, ofConnection);
    body.add(chunk);
  }

  #refuse(body: Body, refused: Refused): void {
    this.#refused += 1;
    this.#giveUp(body, refused);
  }

  #giveUp(body: Body, error: Error): void {
    this.#release(body);
    body.end(error);
  }

  #release(body: Body): void {
    if (!this.#bodies.delete(body.request)) return;
    this.#arriving.delete(body);
    const { size } = body;
    const { socket } = body.request;
    this.#held -= size;
    this.#byConnection.set(socket, (this.#byConnection.get(socket) ?? 0) - size);
    body.drop();
  }
}

const bodyTooLarge = () =>
  new Refused(gatewayRefusals.RequestTooLarge, `${LIMITS.bodyBytes} bytes of body`);

const endedEarly = () => new Refused(gatewayRefusals.MalformedRequest, 'its body ends early');

interface Listeners {
  readonly data: (chunk: Uint8Array) => void;
  readonly end: (error?: Error) => void;
}

const EMPTY = new Uint8Array();

/**
 * One body, copied into memory of its own: each arriving chunk is a view of a larger buffer, and a
 * body that arrives byte by byte would keep thousands of these buffers alive.
 */
class Body {
  readonly request: IncomingMessage;
  readonly #announced: number;
  readonly #done: Done;
  #listeners: Listeners | undefined;
  #bytes: Uint8Array = EMPTY;
  length = 0;
  atWork = false;

  constructor(request: IncomingMessage, announced: number, done: Done) {
    this.request = request;
    this.#announced = announced;
    this.#done = done;
  }

  /** Bytes of memory that the body takes. */
  get size(): number {
    return this.#bytes.length;
  }

  /** The bytes that it will take with `chunk` added. */
  sizeFor(chunk: Uint8Array): number {
    const needed = this.length + chunk.length;
    if (needed <= this.size) return this.size;
    if (needed <= this.#announced && this.#announced <= TRUSTED_BYTES) return this.#announced;
    return Math.min(Math.max(needed, FIRST_BYTES, 2 * this.size), LIMITS.bodyBytes);
  }

  listen(listeners: Listeners): void {
    this.#listeners = listeners;
    const { request } = this;
    request.on('data', listeners.data);
    request.once('end', listeners.end);
    request.once('error', listeners.end);
    request.resume();
  }

  add(chunk: Uint8Array): void {
    const size = this.sizeFor(chunk);
    if (size > this.size) {
      const larger = Buffer.allocUnsafeSlow(size);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(chunk, this.length);
    this.length += chunk.length;
  }

  finish(): void {
    this.#stop();
    this.#done(null, this.#bytes.subarray(0, this.length));
  }

  end(error: Error): void {
    if (this.#listeners === undefined) return;
    this.#stop();
    this.#done(error);
  }

  drop(): void {
    this.#bytes = EMPTY;
  }

  #stop(): void {
    const { request } = this;
    if (this.#listeners === undefined) return;
    request.off('data', this.#listeners.data);
    request.off('end', this.#listeners.end);
    request.off('error', this.#listeners.end);
    this.#listeners = undefined;
    // Whatever else arrives is dropped. An error without a listener would end the process.
    request.on('error', () => {});
  }
}
