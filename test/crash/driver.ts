import { setTimeout as sleep } from 'node:timers/promises';
import type { Reply, SdkClient } from '../support/client.ts';
import type { Call, Life, Whereabouts } from './lives.ts';

/**
 * A client of one resource: it creates it, puts it on instances and takes it off where its kind goes
 * on instances, and deletes and recreates it. It remembers the answers, so that after a crash the state
 * can be compared with them.
 */
export class Driver {
  readonly #life: Life;
  readonly #instanceIds: readonly string[];
  readonly #name: string;
  #client: SdkClient;
  #turn = 0;
  #id = '';
  /** The name of the last that was created, or may have been. */
  #created = '';
  /** Where it must be: one place, or two when an answer was lost. */
  #possible: Whereabouts[] = ['gone'];
  acknowledged = 0;
  /** Called whenever a change has been acknowledged. */
  onAcknowledged: () => void = () => {};

  constructor(client: SdkClient, name: string, life: Life, instanceIds: readonly string[] = []) {
    this.#client = client;
    this.#name = name;
    this.#life = life;
    this.#instanceIds = instanceIds;
  }

  /** Compares a restarted server with what was acknowledged. Returns the differences. */
  async verify(client: SdkClient): Promise<string[]> {
    this.#client = client;
    if (this.#life.repeats ? this.#id === '' : this.#created === '') return [];
    const { place, id } = await this.#look();
    const breach = this.#differs(place);
    this.#possible = [place];
    this.#id = id;
    return breach === undefined ? [] : [breach];
  }

  /** Sends requests until the server dies. */
  async drive(): Promise<void> {
    for (;;) {
      try {
        await this.#step();
      } catch (error) {
        if (isLost(error)) return;
        throw error;
      }
    }
  }

  async #step(): Promise<void> {
    const { moves, remove } = this.#life;
    const [place = 'gone'] = this.#possible;
    if (place === 'gone') return this.#create();
    if (place !== 'free') {
      if (moves !== undefined) await this.#ask(moves.detach(this.#id, place.on), 'free');
      return;
    }
    this.#turn += 1;
    if (moves === undefined || this.#turn % 7 === 0) {
      await this.#ask(remove(this.#id), 'gone');
      return;
    }
    const instanceId = this.#instanceIds[this.#turn % this.#instanceIds.length] ?? '';
    const attached = await this.#ask(moves.attach(this.#id, instanceId), { on: instanceId });
    // Other resources hold the instance's places.
    if (!attached) this.#turn += 1;
  }

  /** After a crash the ClientToken, or the name, shows whether the lost answer was a success. */
  async #create(): Promise<void> {
    const { create, idField, repeats } = this.#life;
    const before = this.#created;
    if (!repeats) this.#possible = ['gone', 'free'];
    this.#created = `${this.#name}-${this.#turn}`;
    const reply = await this.#call(create(this.#created));
    if (reply === undefined) {
      this.#possible = ['gone'];
      this.#created = before;
      return this.#wasTooEarly();
    }
    this.#turn += 1;
    this.#id = reply.result[idField];
    this.#possible = ['free'];
    this.#acknowledge();
  }

  /** Whether it was carried out; what comes too early is asked again. */
  async #ask(call: Call, then: Whereabouts): Promise<boolean> {
    const before = this.#possible;
    this.#possible = [...before, then];
    const reply = await this.#call(call);
    this.#possible = reply === undefined ? before : [then];
    if (reply === undefined) await this.#wasTooEarly();
    else this.#acknowledge();
    return reply !== undefined;
  }

  /** What is refused comes too early, and not because something is where it must not be. */
  async #wasTooEarly(): Promise<void> {
    if (this.#id === '') return;
    const breach = this.#differs((await this.#look()).place);
    if (breach !== undefined) throw new Error(breach);
  }

  #differs(place: Whereabouts): string | undefined {
    if (this.#possible.some((each) => same(each, place))) return undefined;
    const must = this.#possible.map(say).join(' or ');
    return `${this.#name}: ${this.#id || this.#created} must be ${must}, and is ${say(place)}`;
  }

  /** Undefined for a refusal of what comes too early. @throws for any other. */
  async #call({ service, action, input }: Call): Promise<Reply | undefined> {
    const reply = await this.#client.call(service, action, input);
    if (reply.status === 200) return reply;
    if (this.#life.patience.includes(reply.code)) return undefined;
    throw new Error(`${action}: ${reply.code}`);
  }

  #acknowledge(): void {
    this.acknowledged += 1;
    this.onAcknowledged();
  }

  /**
   * Reads where the resource is once no transition is left. If that never happens, the test's own
   * timeout ends the wait.
   */
  async #look() {
    for (;;) {
      const seen = await this.#life.look(this.#client, this.#id, this.#created);
      if (seen !== undefined) return seen;
      await sleep(25);
    }
  }
}

const say = (place: Whereabouts): string => (typeof place === 'string' ? place : `on ${place.on}`);
const same = (a: Whereabouts, b: Whereabouts): boolean => say(a) === say(b);

/** Whether the server went away in the middle of a request. */
export function isLost(error: unknown): boolean {
  const text = `${(error as Error).message} ${(error as { cause?: Error }).cause?.message ?? ''} ${(error as { code?: string }).code ?? ''}`;
  return /ECONNREFUSED|ECONNRESET|socket hang up|EPIPE|aborted|Network ?Error/i.test(text);
}
