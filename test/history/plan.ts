import type { Random } from '../fuzz/random.ts';
import type { Answer, Request } from './operations.ts';
import { ADDRESSES, INSTANCES, LATER_ENIS } from './world.ts';

/** How often a suitable resource is chosen; otherwise any one is. */
const FITTING = 0.75;

/**
 * Chooses the requests of a run. By the last answers most of them may succeed, but other clients
 * change things too, so this may be wrong.
 */
export class Plan {
  readonly #random: Random;
  readonly #later: string[] = [...LATER_ENIS];
  /** The instance that each interface is believed to be on, '' for none. */
  readonly #on = new Map<string, string>();
  readonly #addresses = new Map<string, string>();
  #endsLeft: number;

  constructor(random: Random) {
    this.#random = random;
    this.#endsLeft = random.chance(0.4) ? 1 : 0;
  }

  /** Chooses the next request. `enis` are the interfaces whose ids are known. */
  next(enis: readonly string[]): Request {
    const random = this.#random;
    const instance = random.pick(INSTANCES);
    const free = this.#one(enis, (eni) => (this.#on.get(eni) ?? '') === '');
    const used = this.#one(enis, (eni) => (this.#on.get(eni) ?? '') !== '');
    const any = random.pick(enis);
    return random.weighted<() => Request>([
      [24, () => ({ do: 'attach', eni: free, instance, ends: random.chance(0.2) })],
      [20, () => ({ do: 'detach', eni: used, instance: this.#on.get(used) || instance })],
      [3, () => ({ do: 'delete', eni: free })],
      [4, () => this.#create() ?? { do: 'list' }],
      [8, () => ({ do: 'assign', eni: any, address: random.pick(ADDRESSES) })],
      [6, () => this.#unassign()],
      [3, () => ({ do: 'stop', instance })],
      [5, () => ({ do: 'start', instance })],
      [1, () => this.#end(instance)],
      [14, () => ({ do: 'show', eni: any })],
      [8, () => ({ do: 'show instance', instance })],
      [5, () => ({ do: 'list' })],
    ])();
  }

  /** Learns from an answer. */
  learn(request: Request, answer: Answer): void {
    if (answer.kind !== 'ok') return;
    if (request.do === 'attach') this.#on.set(request.eni, request.instance);
    if (request.do === 'detach') this.#on.set(request.eni, '');
    if (request.do === 'assign') this.#addresses.set(request.address, request.eni);
    if (request.do === 'unassign') this.#addresses.delete(request.address);
  }

  #one(enis: readonly string[], suits: (eni: string) => boolean): string {
    const suiting = enis.filter(suits);
    const fitting = this.#random.chance(FITTING) && suiting.length > 0;
    return this.#random.pick(fitting ? suiting : enis);
  }

  #create(): Request | undefined {
    const eni = this.#later.shift();
    return eni === undefined ? undefined : { do: 'create', eni };
  }

  #unassign(): Request {
    const held = [...this.#addresses];
    const [address, eni] =
      held.length > 0 ? this.#random.pick(held) : ([ADDRESSES[0], 'e0'] as const);
    return { do: 'unassign', eni, address };
  }

  /** Little can happen without an instance, so at most one is deleted, and not in all runs. */
  #end(instance: string): Request {
    if (this.#endsLeft === 0) return { do: 'show instance', instance };
    this.#endsLeft -= 1;
    return { do: 'end', instance };
  }
}
