import { connect, type Socket } from 'node:net';

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The body as JSON; undefined when it is not. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever was answered
  readonly json: any;
}

/** One TCP connection on which a test writes whatever bytes it likes. */
export class Connection {
  readonly #socket: Socket;
  #bytes: Buffer = Buffer.alloc(0);
  #closed = false;
  #wake: () => void = () => {};
  /** How many `100 Continue` have come. */
  continues = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => {
      this.#bytes = this.#bytes.length === 0 ? bytes : Buffer.concat([this.#bytes, bytes]);
      this.#wake();
    });
    const close = () => {
      this.#closed = true;
      this.#wake();
    };
    socket.on('error', close);
    socket.on('end', close);
    socket.on('close', close);
  }

  /** `host` is a name and a port. */
  static open(host: string): Promise<Connection> {
    const { hostname, port } = new URL(`http://${host}`);
    return new Promise((done, failed) => {
      const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
      socket.setNoDelay(true);
      socket.once('error', failed);
      socket.once('connect', () => {
        socket.off('error', failed);
        done(new Connection(socket));
      });
    });
  }

  /** Whether the server has ended or lost the connection. */
  get closed(): boolean {
    return this.#closed;
  }

  write(bytes: string | Uint8Array): void {
    if (!this.#socket.destroyed && this.#socket.writable) this.#socket.write(bytes);
  }

  /** Writes the last bytes of this side. */
  end(bytes: string | Uint8Array = ''): void {
    if (!this.#socket.destroyed && this.#socket.writable) this.#socket.end(bytes);
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** Ends the connection with a reset, so that the server knows that nobody reads its answer. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }

  /**
   * The next answer; undefined when the connection ends without one.
   * `bodyless` when it answers a HEAD.
   * @throws when what came is not an HTTP answer with a Content-Length.
   */
  async answer({ bodyless = false } = {}): Promise<RawAnswer | undefined> {
    for (;;) {
      const answer = this.#take(bodyless);
      if (answer !== undefined) return answer;
      if (this.#closed) {
        if (this.#bytes.length > 0) throw new Error(`a torn answer: ${this.#bytes.toString()}`);
        return undefined;
      }
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
    }
  }

  /** Writes a request and reads its answer. @throws when the connection ends without one. */
  async ask(bytes: string | Uint8Array): Promise<RawAnswer> {
    this.write(bytes);
    const answer = await this.answer();
    if (answer === undefined) throw new Error('the connection ended without an answer');
    return answer;
  }

  #take(bodyless: boolean): RawAnswer | undefined {
    const end = this.#bytes.indexOf('\r\n\r\n');
    if (end < 0) return undefined;
    const [first = '', ...lines] = this.#bytes.toString('latin1', 0, end).split('\r\n');
    const status = /^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1];
    if (status === undefined) throw new Error(`not the start of an answer: ${first}`);
    if (status === '100') {
      this.continues += 1;
      this.#bytes = this.#bytes.subarray(end + 4);
      return this.#take(bodyless);
    }
    const headers = Object.fromEntries(
      lines.map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    );
    if (headers['content-length'] === undefined) throw new Error(`no Content-Length: ${first}`);
    const length = bodyless ? 0 : Number(headers['content-length']);
    if (this.#bytes.length < end + 4 + length) return undefined;
    const body = this.#bytes.toString('utf8', end + 4, end + 4 + length);
    this.#bytes = this.#bytes.subarray(end + 4 + length);
    return { status: Number(status), headers, body, json: parse(body) };
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
