import type { OnTransition, ScheduledTransition } from '#core/context.ts';
import type { Service } from '#core/service.ts';
import type {
  DelayFault,
  FaultedRequest,
  MetFaults,
  RequestFaults,
} from '#gateway/request-faults.ts';
import type { Clock } from '#platform/clock.ts';
import { FIRST_LEASE, type StruckIntent } from '#reconcile/struck-intents.ts';
import { strikesBy } from './chance.ts';
import { Delays } from './delays.ts';
import { type Effect, type Fault, type FaultProblem, readFault } from './read.ts';
import type { FaultSpec, When } from './spec.ts';

/** What the reconciler does with transitions that are struck. */
export interface StruckTransitions {
  readonly leaseMs: number;
  adopt(intents: readonly StruckIntent[]): void;
  release(faultId: string): Promise<void>;
  forgetStruck(accountId?: string): void;
}

export interface FaultsOptions {
  readonly services: readonly Service[];
  /** The real clock: delays are of the client's time, not of the world's. */
  readonly clock: Clock;
  readonly transitions: StruckTransitions;
  readonly onStruck?: (struck: Struck) => void;
}

/** What is told of each strike. */
export interface Struck {
  readonly faultId: string;
  readonly when: When;
  readonly effect: Effect['kind'];
  readonly service: string;
  readonly action: string;
  readonly accountId: string;
  readonly requestId: string;
}

/** A fault as it is listed. */
export interface FaultView extends FaultSpec {
  readonly id: string;
  /** How often it has struck. */
  readonly struck: number;
}

/** A fault and what it has met. */
interface Live {
  readonly id: string;
  readonly spec: FaultSpec;
  readonly fault: Fault;
  matched: number;
  struck: number;
  removed: boolean;
}

/**
 * The faults that testers have asked for, in the order in which they came. They live in the memory
 * of this process. Of those that match a request at one moment the first that strikes counts.
 */
export class Faults implements RequestFaults {
  readonly #options: FaultsOptions;
  readonly #delays: Delays;
  readonly #live = new Map<string, Live>();
  /** Those that may still strike, by `service:action`. */
  readonly #byAction = new Map<string, Live[]>();
  #made = 0;

  constructor(options: FaultsOptions) {
    this.#options = options;
    this.#delays = new Delays(options.clock);
  }

  /** Adds a fault; it strikes from the next request on. */
  async add(spec: FaultSpec): Promise<FaultView | { readonly wrong: FaultProblem }> {
    const read = await readFault(spec, this.#options.services);
    if ('wrong' in read) return read;
    this.#made += 1;
    const id = `fault-${this.#made}`;
    const live = { id, spec, fault: read.fault, matched: 0, struck: 0, removed: false };
    this.#live.set(id, live);
    this.#index();
    return viewOf(live);
  }

  list(): FaultView[] {
    return [...this.#live.values()].map(viewOf);
  }

  find(id: string): FaultView | undefined {
    const live = this.#live.get(id);
    return live && viewOf(live);
  }

  /** Removes a fault, and lets go on what it holds. Undefined when there is none of that id. */
  async remove(id: string): Promise<FaultView | undefined> {
    const live = this.#live.get(id);
    if (live === undefined) return undefined;
    await this.#options.transitions.release(id);
    this.#drop(live);
    return viewOf(live);
  }

  /** Removes all of them. */
  async clear(): Promise<FaultView[]> {
    const removed: FaultView[] = [];
    for (const id of this.#live.keys()) {
      const view = await this.remove(id);
      if (view !== undefined) removed.push(view);
    }
    return removed;
  }

  /**
   * Forgets them all, or those of one account, because what they hold is about to be removed: at a
   * reset.
   */
  forget(accountId?: string): void {
    for (const live of this.#live.values()) {
      if (accountId === undefined || live.fault.account === accountId) this.#drop(live);
    }
    this.#options.transitions.forgetStruck(accountId);
  }

  /** Ends the delays, so that no client keeps the server from closing. */
  close(): void {
    this.#delays.end();
  }

  get any(): boolean {
    return this.#byAction.size > 0;
  }

  meet(request: FaultedRequest): MetFaults | undefined {
    const those = this.#byAction.get(`${request.service}:${request.action}`);
    const matching = those?.filter(({ fault }) => matches(fault, request));
    return matching && matching.length > 0 ? this.#meeting(request, matching) : undefined;
  }

  #meeting(request: FaultedRequest, matching: readonly Live[]): MetFaults {
    const at = (when: When) => matching.filter(({ fault }) => fault.when === when);
    const transitions = at('settle');
    const struck = new StruckRequest(request, transitions, {
      leaseMs: this.#options.transitions.leaseMs,
      take: (live) => this.#take(live),
    });
    const strike = (when: 'before' | 'answer') => {
      const live = at(when).find((each) => this.#take(each));
      if (live === undefined) return undefined;
      this.#tell(live, request);
      return { faultId: live.id, effect: this.#effect(live.fault.effect) };
    };
    return {
      before: () => strike('before') as ReturnType<MetFaults['before']>,
      onTransition: transitions.length > 0 ? struck.onTransition : undefined,
      undone: () => {
        for (const [live, strikes] of struck.decided) this.#giveBack(live, strikes);
      },
      committed: () => {
        for (const [live, strikes] of struck.decided) if (strikes) this.#tell(live, request);
        if (struck.intents.length > 0) this.#options.transitions.adopt(struck.intents);
        return strike('answer') as ReturnType<MetFaults['committed']>;
      },
    };
  }

  #effect(effect: Effect) {
    if (effect.kind === 'refuse') return { kind: effect.kind, refused: effect.refused() };
    if (effect.kind !== 'delay') return { kind: effect.kind };
    return { kind: effect.kind, over: () => this.#delays.wait(effect.ms) } satisfies DelayFault;
  }

  /** Counts a request that matches, and says whether it is struck. */
  #take(live: Live): boolean {
    if (live.removed || isSpent(live)) return false;
    const { skip = 0, probability = 1, seed = 0 } = live.spec;
    const nth = live.matched - skip;
    live.matched += 1;
    if (nth < 0 || (probability < 1 && !strikesBy(probability, seed, nth))) return false;
    live.struck += 1;
    if (isSpent(live)) this.#index();
    return true;
  }

  /** The request came to nothing: it is not counted. */
  #giveBack(live: Live, struck: boolean): void {
    live.matched -= 1;
    if (!struck) return;
    live.struck -= 1;
    this.#index();
  }

  #drop(live: Live): void {
    live.removed = true;
    this.#live.delete(live.id);
    this.#index();
  }

  #index(): void {
    this.#byAction.clear();
    for (const live of this.#live.values()) {
      if (isSpent(live)) continue;
      const key = `${live.fault.service}:${live.fault.action}`;
      this.#byAction.set(key, [...(this.#byAction.get(key) ?? []), live]);
    }
  }

  #tell({ id, fault }: Live, { service, action, accountId, requestId }: FaultedRequest): void {
    const { when, effect } = fault;
    const what = { faultId: id, when, effect: effect.kind };
    this.#options.onStruck?.({ ...what, service, action, accountId, requestId });
  }
}

interface Taking {
  readonly leaseMs: number;
  readonly take: (live: Live) => boolean;
}

/** The transitions of one request that faults strike. */
class StruckRequest {
  readonly intents: StruckIntent[] = [];
  /** The faults that have counted the request, and whether they strike. */
  readonly decided = new Map<Live, boolean>();
  readonly #request: FaultedRequest;
  readonly #faults: readonly Live[];
  readonly #taking: Taking;

  constructor(request: FaultedRequest, faults: readonly Live[], taking: Taking) {
    this.#request = request;
    this.#faults = faults;
    this.#taking = taking;
  }

  readonly onTransition: OnTransition = (transition) => {
    const live = this.#faults
      .filter(({ fault }) => fault.kinds.has(transition.kind))
      .find((each) => this.#strikes(each));
    if (live === undefined) return undefined;
    this.intents.push(this.#struck(live, transition));
    return this.#taking.leaseMs;
  };

  /** A transaction that is done again asks again, and is answered the same. */
  #strikes(live: Live): boolean {
    const known = this.decided.get(live) ?? this.#taking.take(live);
    this.decided.set(live, known);
    return known;
  }

  #struck({ id, fault }: Live, transition: ScheduledTransition): StruckIntent {
    const { kind, intentId, resourceId, region, settlesAt } = transition;
    return {
      faultId: id,
      settlesAt,
      failure: fault.effect.kind === 'fail' ? fault.effect.reason : undefined,
      intent: {
        id: intentId,
        kind,
        account_id: this.#request.accountId,
        region,
        resource_id: resourceId,
        due_at: settlesAt,
        fence: FIRST_LEASE,
        attempts: FIRST_LEASE,
        created_at: settlesAt,
      },
    };
  }
}

function matches({ account, parameters = {} }: Fault, request: FaultedRequest): boolean {
  if (account !== undefined && account !== request.accountId) return false;
  const wanted = Object.entries(parameters);
  if (wanted.length === 0) return true;
  const given = request.parameters();
  return wanted.every(([name, value]) => given.get(name) === value);
}

function isSpent({ spec: { times = 1 }, struck }: Live): boolean {
  return times > 0 && struck >= times;
}

const viewOf = ({ id, spec, struck }: Live): FaultView => ({ id, ...spec, struck });
