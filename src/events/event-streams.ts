import type { ServerResponse } from 'node:http';
import type { Clock } from '#platform/clock.ts';
import type { EventLog, Logged, TenonEvent } from './event-log.ts';

export interface EventStreamsOptions {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly mostStreams?: number;
  /** How much may wait for one reader, in bytes. */
  readonly mostWaiting?: number;
}

const MOST_STREAMS = 64;
const MOST_WAITING = 1 << 20;
const HEARTBEAT_MS = 15_000;
/** How long a reader that is dropped may take to read why. */
const LAST_WORD_MS = 2000;

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // Nothing else can follow on the connection.
  connection: 'close',
  // A proxy before the server would gather events otherwise.
  'x-accel-buffering': 'no',
} as const;

/** The readers of server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html. */
export class EventStreams {
  readonly #log: EventLog;
  readonly #clock: Clock;
  readonly #mostStreams: number;
  readonly #mostWaiting: number;
  readonly #open = new Set<Stream>();
  #closed = false;

  constructor({ log, clock, mostStreams, mostWaiting }: EventStreamsOptions) {
    this.#log = log;
    this.#clock = clock;
    this.#mostStreams = mostStreams ?? MOST_STREAMS;
    this.#mostWaiting = mostWaiting ?? MOST_WAITING;
  }

  get count(): number {
    return this.#open.size;
  }

  /** Whether one more reader is taken; `most` are. */
  get takes(): { readonly more: boolean; readonly most: number } {
    return {
      more: !this.#closed && this.#open.size < this.#mostStreams,
      most: this.#mostStreams,
    };
  }

  /** Sends the events that `wants` takes until the reader or the server ends. */
  serve(
    response: ServerResponse,
    wants: (event: TenonEvent) => boolean,
    lastEventId: string | undefined,
  ): void {
    const stream = new Stream(response, this.#clock, this.#mostWaiting, () => {
      listening.end();
      this.#open.delete(stream);
    });
    this.#open.add(stream);
    const earlier: Logged[] = [];
    let tell = (event: Logged): unknown => earlier.push(event);
    const listening = this.#log.listen((event) => {
      if (wants(event)) tell(event);
    }, lastEventId);
    response.writeHead(200, HEADERS);
    stream.send(
      `retry: 1000\nid: ${lastEventId === undefined || !listening.whole ? this.#log.latestId : lastEventId}\n: events of this server\n\n`,
    );
    if (!listening.whole) {
      const data = { reason: 'events before this one are no longer kept' };
      stream.send(`event: missed\ndata: ${JSON.stringify(data)}\n\n`);
    }
    tell = ({ text }) => stream.send(text);
    for (const event of earlier) tell(event);
  }

  /** Ends every stream, and takes no more. */
  close(): void {
    this.#closed = true;
    for (const stream of [...this.#open]) stream.end();
  }
}

/** One reader. */
class Stream {
  readonly #response: ServerResponse;
  readonly #clock: Clock;
  readonly #mostWaiting: number;
  readonly #ended: () => void;
  #over = false;
  #stopTimer: () => void = () => {};

  constructor(response: ServerResponse, clock: Clock, mostWaiting: number, ended: () => void) {
    this.#response = response;
    this.#clock = clock;
    this.#mostWaiting = mostWaiting;
    this.#ended = ended;
    response.on('error', () => {});
    response.once('close', () => this.#finish());
    this.#beat();
  }

  send(text: string): void {
    if (this.#over) return;
    this.#response.write(text);
    if (this.#response.writableLength > this.#mostWaiting) this.#drop();
  }

  end(): void {
    if (this.#over) return;
    this.#finish();
    this.#response.end();
  }

  /** A reader that does not read must not make the server remember for it without end. */
  #drop(): void {
    const { socket } = this.#response;
    const data = { reason: 'you read too slowly: ask again with Last-Event-ID' };
    this.#finish();
    this.#response.end(`event: dropped\ndata: ${JSON.stringify(data)}\n\n`);
    const stop = this.#clock.wakeAfter(LAST_WORD_MS, () => socket?.destroy());
    this.#response.once('close', stop);
  }

  /** A comment now and then, so that neither side takes a quiet connection for a broken one. */
  #beat(): void {
    this.#stopTimer = this.#clock.wakeAfter(HEARTBEAT_MS, () => {
      this.send(': still here\n\n');
      if (!this.#over) this.#beat();
    });
  }

  #finish(): void {
    if (this.#over) return;
    this.#over = true;
    this.#stopTimer();
    this.#ended();
  }
}
