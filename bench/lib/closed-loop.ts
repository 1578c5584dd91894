import type { Connection } from './connection.ts';

/** Each connection sends its next request when the last one has been answered, until time is up. */
export class ClosedLoop {
  readonly #mayGoOn: (connection: Connection, now: number) => boolean;
  readonly #ended: () => void;
  #busy = 0;

  constructor(mayGoOn: (connection: Connection, now: number) => boolean, ended: () => void) {
    this.#mayGoOn = mayGoOn;
    this.#ended = ended;
  }

  start(connections: readonly Connection[]): void {
    this.#busy = connections.length;
    for (const connection of connections) this.free(connection, performance.now());
  }

  /** A connection has no request under way any more. */
  free(connection: Connection, now: number): void {
    if (this.#mayGoOn(connection, now)) {
      connection.since = now;
      connection.send();
      return;
    }
    this.#busy -= 1;
    if (this.#busy === 0) this.#ended();
  }
}
