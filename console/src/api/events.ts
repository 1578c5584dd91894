import { EventSourceParserStream } from 'eventsource-parser/stream';
import { askControl } from './control.ts';
import { Failure, refusalOf } from './failure.ts';

/** What happens, as `GET /_tenon/events` tells it: docs/control-api.md has their data. */
export type TenonEvent =
  | ({ readonly event: 'made' | 'changed' | 'gone' } & ResourceEvent)
  | ({ readonly event: 'answered' } & AnsweredEvent)
  | ({ readonly event: 'struck' } & StruckEvent)
  | { readonly event: 'reset'; readonly account: string | null }
  /** What was known may be out of date: events are missing. */
  | { readonly event: 'missed' };

export interface ResourceEvent {
  /** The type of the resource: `network_interface`. */
  readonly type: string;
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly revision: number;
}

export interface AnsweredEvent {
  readonly requestId: string;
  readonly time: string;
  readonly account: string;
  readonly region: string;
  readonly service: string;
  readonly action: string;
  readonly status: number;
  readonly code: string;
  readonly ms: number | null;
}

export interface StruckEvent {
  readonly faultId: string;
  readonly when: string;
  readonly effect: string;
  readonly account: string;
  readonly service: string;
  readonly action: string;
  readonly requestId: string;
}

export type EventsState = 'connecting' | 'live' | 'lost';

type Listener = (event: TenonEvent) => void;

const RETRY_MS = [250, 500, 1000, 2000, 4000];

/**
 * The server's events, from now on. The stream is read by `fetch`, because an EventSource cannot send
 * the control token. When it breaks off it goes on after the last event that came; what cannot be made
 * good is told as `missed`.
 */
export class Events {
  readonly #listeners = new Set<Listener>();
  readonly #watchers = new Set<() => void>();
  #state: EventsState = 'connecting';
  #lastId = '';
  #stop = new AbortController();

  get state(): EventsState {
    return this.#state;
  }

  /** Tells of every event from now on; the function that it returns ends that. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells whenever `state` changes; the function that it returns ends that. */
  watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  start(): void {
    this.#stop = new AbortController();
    void this.#run(this.#stop.signal);
  }

  stop(): void {
    this.#stop.abort();
  }

  async #run(signal: AbortSignal): Promise<void> {
    for (let failed = 0; !signal.aborted; failed += 1) {
      try {
        await this.#read(signal, () => {
          failed = 0;
        });
      } catch {
        // It is tried again, whatever it was; the state shows it.
      }
      if (signal.aborted) return;
      this.#become('lost');
      const wait = RETRY_MS[Math.min(failed, RETRY_MS.length - 1)];
      await new Promise((go) => setTimeout(go, wait));
    }
  }

  async #read(signal: AbortSignal, onBegun: () => void): Promise<void> {
    const headers = this.#lastId === '' ? undefined : { 'last-event-id': this.#lastId };
    const response = await askControl('events', { signal, ...(headers && { headers }) });
    if (!response.ok || response.body === null) {
      const text = await response.text();
      throw refusalOf(response.status, response.headers, text) ?? new Failure('no stream');
    }
    const messages = response.body
      .pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream());
    const reader = messages.getReader();
    // The first block has an id and no data, which a parser does not give out.
    this.#become('live');
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      onBegun();
      if (value.id !== undefined) this.#lastId = value.id;
      if (value.event === undefined || value.data === '') continue;
      this.#tell({ ...(JSON.parse(value.data) as object), event: value.event } as TenonEvent);
    }
  }

  #tell(event: TenonEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #become(state: EventsState): void {
    if (state === this.#state) return;
    // Without an id nobody knows what happened while nobody listened.
    if (state === 'live' && this.#state === 'lost' && this.#lastId === '') {
      this.#tell({ event: 'missed' });
    }
    this.#state = state;
    for (const watcher of this.#watchers) watcher();
  }
}
