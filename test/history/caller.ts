import { setTimeout as sleep } from 'node:timers/promises';
import type { Credentials } from '../support/client.ts';
import { Connection, type RawAnswer } from '../support/connection.ts';
import { request } from '../support/request.ts';
import type { Member } from './fleet.ts';

/** One request to be signed and sent. */
export interface Ask {
  readonly service: 'vpc' | 'ecs';
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly credentials: Credentials;
}

export type Reply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** '' for a success. */
      readonly code: string;
      readonly message: string;
      // biome-ignore lint/suspicious/noExplicitAny: whatever the action answers
      readonly result: any;
    }
  /** The request was sent, and nobody answered. */
  | { readonly kind: 'lost' }
  /** No process was there to send it to. */
  | { readonly kind: 'unsent' };

/** Far longer than every fault and every wait for a lock: a request that takes so long hangs. */
const FOR_EVER_MS = 60_000;

/** A client's connections, one for each process it has spoken to. */
export class Caller {
  readonly #connections = new Map<string, Connection>();
  /** Called with each answer that no process may give. */
  readonly #onBreach: (breach: string) => void;

  constructor(onBreach: (breach: string) => void) {
    this.#onBreach = onBreach;
  }

  /** Asks a process; gives up on its answer after `patienceMs`. */
  async ask({ host }: Member, ask: Ask, patienceMs = FOR_EVER_MS): Promise<Reply> {
    if (host === undefined) return { kind: 'unsent' };
    const connection = await this.#connect(host);
    if (connection === undefined) return { kind: 'unsent' };
    connection.write(signed(host, ask));
    const late = new AbortController();
    const answer = await Promise.race([
      connection.answer().catch(() => undefined),
      sleep(patienceMs, 'late' as const, { signal: late.signal }).catch(() => undefined),
    ]);
    late.abort();
    if (answer !== undefined && answer !== 'late') return this.#read(ask, answer);
    if (answer === 'late' && patienceMs === FOR_EVER_MS) {
      this.#onBreach(`${ask.action} was not answered in ${FOR_EVER_MS} ms`);
    }
    connection.destroy();
    this.#connections.delete(host);
    return { kind: 'lost' };
  }

  leave(): void {
    for (const connection of this.#connections.values()) connection.destroy();
  }

  async #connect(host: string): Promise<Connection | undefined> {
    const known = this.#connections.get(host);
    if (known !== undefined && !known.closed) return known;
    this.#connections.delete(host);
    try {
      const connection = await Connection.open(host);
      this.#connections.set(host, connection);
      return connection;
    } catch {
      return undefined;
    }
  }

  #read({ action }: Ask, { status, json }: RawAnswer): Reply {
    const { Code: code = '', Message: message = '' } = json?.ResponseMetadata?.Error ?? {};
    if (json === undefined || (status !== 200) !== (code !== '') || status === 500) {
      this.#onBreach(`${action} was answered by ${status} ${code} ${message}`);
    }
    return { kind: 'answer', status, code, message, result: json?.Result };
  }
}

function signed(host: string, { service, action, input, credentials }: Ask): Buffer {
  return request({
    method: 'POST',
    service,
    action,
    host,
    credentials,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
}
