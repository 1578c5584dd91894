import { connect, type Socket } from 'node:net';

/** A value of an answer that the next request on its connection must carry. */
export interface Carry {
  /** Source of the regular expression that finds it in an answer. */
  readonly pattern: string;
  /** The placeholder in the request, of the same length. */
  readonly placeholder: string;
}

export interface ConnectionOptions {
  readonly port: number;
  /** Whole HTTP requests as text, sent in turn, over and over. */
  readonly requests: readonly string[];
  readonly carry?: Carry | undefined;
  /** Whether the server closes after each answer: the next request then takes a new connection. */
  readonly closes?: boolean | undefined;
  readonly answered: (connection: Connection, answer: string) => void;
  readonly failed: (error: Error) => void;
}

const BUFFER_BYTES = 16_384;

/** One connection of a generator: it has at most one request on its way. */
export class Connection {
  /** When its request was to be sent, by `performance.now()`. The driver sets and reads it. */
  since = 0;
  readonly #options: ConnectionOptions;
  readonly #texts: readonly Buffer[];
  readonly #kinds: readonly string[];
  readonly #buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  readonly #carried: RegExp | undefined;
  #value = '';
  #socket: Socket | undefined;
  #turn = -1;
  #pending = '';

  constructor(options: ConnectionOptions) {
    const { requests, carry } = options;
    this.#options = options;
    this.#texts = requests.map((text) => Buffer.from(text, 'latin1'));
    this.#kinds = requests.map((text) => /\bAction=(\w+)/.exec(text)?.[1] ?? '');
    this.#carried = carry && new RegExp(carry.pattern);
  }

  /** The action of the request that was sent last; '' where it names none. */
  get kind(): string {
    return this.#kinds[this.#turn] ?? '';
  }

  /** Whether the request that it sends next is the first of its list. */
  get atStart(): boolean {
    return this.#turn === -1 || this.#turn === this.#texts.length - 1;
  }

  open(): Promise<void> {
    if (this.#options.closes) return Promise.resolve();
    return new Promise((done) => this.#connect().once('connect', done));
  }

  send(): void {
    this.#turn = (this.#turn + 1) % this.#texts.length;
    const socket = this.#options.closes ? this.#connect() : this.#socket;
    socket?.write(this.#filled(this.#texts[this.#turn] ?? Buffer.alloc(0)));
  }

  close(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.destroy();
  }

  #filled(text: Buffer): Buffer {
    const { carry } = this.#options;
    if (carry === undefined) return text;
    return Buffer.from(text.toString('latin1').replace(carry.placeholder, this.#value), 'latin1');
  }

  #connect(): Socket {
    this.#socket?.destroy();
    const { port, failed } = this.#options;
    // Reading into one buffer avoids a stream and its chunks.
    const callback = (count: number) => this.#take(count);
    const socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: { buffer: this.#buffer, callback },
    });
    socket.on('error', failed);
    socket.on('close', () => {
      if (this.#socket === socket && !this.#options.closes)
        failed(new Error('a connection closed'));
    });
    this.#socket = socket;
    return socket;
  }

  #take(count: number): boolean {
    this.#pending += this.#buffer.toString('latin1', 0, count);
    const head = this.#pending.indexOf('\r\n\r\n');
    if (head < 0) return true;
    const length = Number(/content-length: (\d+)/i.exec(this.#pending)?.[1] ?? 0);
    if (this.#pending.length < head + 4 + length) return true;
    const answer = this.#pending;
    this.#pending = '';
    if (this.#carried) this.#value = this.#carried.exec(answer)?.[0] ?? this.#value;
    this.#options.answered(this, answer);
    return true;
  }
}
