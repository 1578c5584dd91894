import { type Credentials, versionOf } from '../support/client.ts';
import { Connection, type RawAnswer } from '../support/connection.ts';
import { request } from '../support/request.ts';

/** One call of an action. */
export interface Ask {
  /** `vpc` unless told. */
  readonly service?: string;
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly credentials?: Credentials;
}

/** What it was answered. */
export interface Said {
  readonly ask: Ask;
  readonly status: number;
  /** '' for a success. */
  readonly code: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever the action answers
  readonly result: any;
}

/** Clients with a connection each, that all send at the same moment. */
export class Crowd {
  readonly #host: string;
  #connections: Connection[] = [];

  /** `host` is a name and a port. */
  constructor(host: string) {
    this.#host = host;
  }

  /**
   * Signs every request, then sends each on a connection of its own before any answer is read.
   * The answers come in the order of the requests.
   */
  async ask(asks: readonly Ask[]): Promise<Said[]> {
    while (this.#connections.length < asks.length) {
      this.#connections.push(await Connection.open(this.#host));
    }
    const signed = asks.map((ask) => this.#sign(ask));
    const answers = await Promise.all(
      signed.map((bytes, index) => this.#connections[index]?.ask(bytes)),
    );
    return asks.map((ask, index) => said(ask, answers[index]));
  }

  /** The same, when all must succeed. @throws for the first that does not. */
  async ok(asks: readonly Ask[]): Promise<Said[]> {
    const all = await this.ask(asks);
    const refused = all.find(({ code }) => code !== '');
    if (refused) throw new Error(`${refused.ask.action}: ${refused.status} ${refused.code}`);
    return all;
  }

  leave(): void {
    for (const connection of this.#connections) connection.destroy();
    this.#connections = [];
  }

  #sign({ service = 'vpc', action, input, credentials }: Ask): Buffer {
    return request({
      method: 'POST',
      service,
      action,
      version: versionOf(service, action),
      host: this.#host,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
      ...(credentials && { credentials }),
    });
  }
}

function said(ask: Ask, answer: RawAnswer | undefined): Said {
  if (answer === undefined) throw new Error(`${ask.action} was not answered`);
  const { status, json } = answer;
  return {
    ask,
    status,
    code: json.ResponseMetadata.Error?.Code ?? (status === 200 ? '' : `HTTP ${status}`),
    result: json.Result,
  };
}

/** How often each code was answered, '' being success. */
export function codeCounts(all: readonly Said[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code } of all) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

export const won = (all: readonly Said[]): Said[] => all.filter(({ code }) => code === '');

/** The codes of refusals other than `expected` and a conflict, each once. */
export function oddLosses(all: readonly Said[], ...expected: string[]): string[] {
  const fair = ['', 'InvalidOperation.Conflict', ...expected];
  return [...new Set(all.map(({ code }) => code))].filter((code) => !fair.includes(code));
}

/** `count` calls, or lists of calls. */
export function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
