import type { Connection } from './connection.ts';
import { Latencies, type Latency } from './outcomes.ts';

/** How often it looks whether a request is due: a timer would be late by up to a millisecond. */
const POLL_MS = 0.02;
const NEVER_NOTIFIED = new Int32Array(new SharedArrayBuffer(4));

/**
 * Requests arrive at their own times (a Poisson process), whether or not earlier ones have been
 * answered. One that finds no free connection waits, and its latency counts from its arrival: a
 * server that pauses is charged with all requests that arrived meanwhile.
 */
export class OpenLoop {
  readonly #perMs: number;
  readonly #end: number;
  readonly #ended: () => void;
  readonly #free: Connection[] = [];
  readonly #waiting: number[] = [];
  readonly #late = new Latencies();
  #connections = 0;
  #next = 0;

  constructor(perSecond: number, end: number, ended: () => void) {
    this.#perMs = perSecond / 1000;
    this.#end = end;
    this.#ended = ended;
  }

  /** How much later than due the generator itself sent requests, although a connection was free. */
  get late(): Latency {
    return this.#late.summary;
  }

  start(connections: readonly Connection[]): void {
    this.#connections = connections.length;
    this.#free.push(...connections);
    this.#next = performance.now() + this.#gap();
    this.#poll();
  }

  /** A connection has no request under way any more. */
  free(connection: Connection): void {
    const arrived = this.#waiting.shift();
    if (arrived !== undefined) {
      send(connection, arrived);
      return;
    }
    this.#free.push(connection);
    this.#endWhenAllAreFree();
  }

  #poll(): void {
    const now = performance.now();
    for (; this.#next <= Math.min(now, this.#end); this.#next += this.#gap()) {
      const connection = this.#free.shift();
      if (connection === undefined) {
        this.#waiting.push(this.#next);
      } else {
        this.#late.add(now - this.#next);
        send(connection, this.#next);
      }
    }
    if (this.#next > this.#end) {
      this.#endWhenAllAreFree();
      return;
    }
    Atomics.wait(NEVER_NOTIFIED, 0, 0, Math.max(0, Math.min(POLL_MS, this.#next - now)));
    setImmediate(() => this.#poll());
  }

  #endWhenAllAreFree(): void {
    if (this.#next > this.#end && this.#free.length === this.#connections) this.#ended();
  }

  #gap(): number {
    return -Math.log(1 - Math.random()) / this.#perMs;
  }
}

function send(connection: Connection, arrived: number): void {
  connection.since = arrived;
  connection.send();
}
