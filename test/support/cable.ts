import { connect, createServer, type Server, type Socket } from 'node:net';

/** A proxy in front of a database whose connections a test can cut. */
export class Cable {
  readonly #server: Server;
  readonly #pairs = new Set<Socket>();
  #stalled = false;
  /**
   * Cuts a connection when the client sends such bytes, after passing them on and before any
   * answer.
   */
  cutAfter: (bytes: Buffer) => boolean = () => false;
  /** Cuts a connection when the client sends such bytes, and does not pass them on. */
  cutBefore: (bytes: Buffer) => boolean = () => false;
  /** Replaces bytes that the client or the server sends. */
  toServer: (bytes: Buffer) => Buffer = (bytes) => bytes;
  toClient: (bytes: Buffer) => Buffer = (bytes) => bytes;
  /** The port that new connections are led to. */
  port: number;
  readonly #host: string;
  /** Whether it accepts connections. */
  open = true;
  readonly url: string;

  private constructor(server: Server, url: string, target: URL) {
    this.#server = server;
    this.url = url;
    this.#host = target.hostname;
    this.port = Number(target.port);
  }

  /** A proxy to the database of `url`. */
  static async to(url: string): Promise<Cable> {
    const target = new URL(url);
    const server = createServer((client) => cable.#join(client));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const near = new URL(url);
    near.hostname = '127.0.0.1';
    near.port = String((server.address() as { port: number }).port);
    const cable = new Cable(server, near.href, target);
    return cable;
  }

  /** Cuts every connection. */
  cut(): void {
    for (const socket of this.#pairs) socket.destroy();
  }

  /** Stops passing bytes on, in both directions, until `flow` is called. */
  stall(): void {
    this.#stalled = true;
    for (const socket of this.#pairs) socket.pause();
  }

  flow(): void {
    this.#stalled = false;
    for (const socket of this.#pairs) socket.resume();
  }

  async remove(): Promise<void> {
    this.cut();
    await new Promise((done) => this.#server.close(done));
  }

  #join(client: Socket): void {
    if (!this.open) {
      client.destroy();
      return;
    }
    const server = connect(this.port, this.#host);
    let deaf = false;
    const end = () => {
      this.#pairs.delete(client);
      client.destroy();
      if (deaf) return;
      this.#pairs.delete(server);
      server.destroy();
    };
    for (const socket of [client, server]) {
      this.#pairs.add(socket);
      socket.on('error', end);
      socket.on('close', end);
    }
    server.on('data', (bytes: Buffer) => {
      if (!deaf) client.write(this.toClient(bytes));
    });
    client.on('data', (bytes: Buffer) => {
      if (this.cutBefore(bytes)) return end();
      if (!this.cutAfter(bytes)) return void server.write(this.toServer(bytes));
      // The server carries out what it has received, finds the client gone, and then ends its side.
      deaf = true;
      server.end(bytes);
      client.destroy();
    });
    if (this.#stalled) this.stall();
  }
}
