import type { Transition } from '#core/transition.ts';
import type { IntentRow } from '#store/schema.ts';

/** Who does the work of the data plane, as seen from one process. */
export type PlaneDuty = 'nobody' | 'ours' | 'others';

/** The kinds of transitions that this process knows, and whose they are to carry out. */
export class KnownTransitions {
  readonly #byKind: ReadonlyMap<string, Transition>;
  readonly #duty: () => PlaneDuty;
  readonly #runsCommands: boolean;
  /** Kinds with work for the data plane. */
  readonly #planeKinds: readonly string[];
  /** Kinds that only other processes know. */
  readonly #unknown = new Set<string>();

  /** `runsCommands`: this process's data plane carries out commands, when it is the one that works. */
  constructor(transitions: readonly Transition[], duty: () => PlaneDuty, runsCommands: boolean) {
    this.#runsCommands = runsCommands;
    this.#byKind = new Map(transitions.map((each) => [each.kind, each]));
    this.#duty = duty;
    this.#planeKinds = transitions.filter(({ work }) => work).map(({ kind }) => kind);
  }

  /** @throws when there is no such transition. */
  of({ kind }: Pick<IntentRow, 'kind'>): Transition {
    const transition = this.#byKind.get(kind);
    if (transition === undefined) throw new Error(`no transition is called ${kind}`);
    return transition;
  }

  has({ kind }: Pick<IntentRow, 'kind'>): boolean {
    return this.#byKind.has(kind);
  }

  needsPlane(intent: IntentRow): boolean {
    const { work, inGuest } = this.of(intent);
    if (work === undefined) return false;
    const duty = this.#duty();
    return duty === 'others' || (duty === 'ours' && (!inGuest || this.#runsCommands));
  }

  isOneStatement(intent: IntentRow): boolean {
    return this.of(intent).oneStatement === true;
  }

  /** Kinds that this process leaves to others. */
  get leftToOthers(): ReadonlySet<string> {
    if (this.#duty() !== 'others') return this.#unknown;
    return new Set([...this.#unknown, ...this.#planeKinds]);
  }

  /**
   * Those of a known kind. While two versions run side by side, the newer one may write intents that
   * the older does not know: it leaves them, and tells `found` of the first of each kind.
   */
  among(intents: readonly IntentRow[], found: (intent: IntentRow) => void): IntentRow[] {
    for (const intent of intents) {
      if (this.has(intent) || this.#unknown.has(intent.kind)) continue;
      this.#unknown.add(intent.kind);
      found(intent);
    }
    return intents.filter((intent) => this.has(intent));
  }
}
