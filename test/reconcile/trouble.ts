import type { Transition } from '#core/transition.ts';
import type { DataPlane } from '#dataplane/driver.ts';
import type { Step } from '#reconcile/worker.ts';
import type { IntentRow } from '#store/schema.ts';
import type { Store } from '#store/store.ts';
import { MemoryPlane } from '../support/memory-plane.ts';

type Work = NonNullable<Transition['work']>;

/** The transition with other work in place of its own; one that has none stays as it is. */
export function withWork(transition: Transition, wrap: (work: Work) => Work): Transition {
  const { work } = transition;
  return work === undefined ? transition : { ...transition, work: wrap(work) };
}

class OurFault extends Error {}

/** A failure that every intent meets once. This base class fails nothing. */
export class Trouble {
  /** The kinds of the intents that have met it. */
  readonly struck = new Set<string>();
  readonly #intents = new Set<string>();
  readonly plane: DataPlane = new MemoryPlane();
  /** The store of the server that meets the failure. It is set before anything happens there. */
  store: Store | undefined;

  transition(transition: Transition): Transition {
    return transition;
  }

  between(_step: Step, _intent: IntentRow): void {}

  isOurs(fault: unknown): boolean {
    return fault instanceof OurFault;
  }

  /** Whether the failure strikes the intent now: it strikes each intent once. */
  protected strikes({ id, kind }: IntentRow): boolean {
    if (this.#intents.has(id)) return false;
    this.#intents.add(id);
    this.struck.add(kind);
    return true;
  }

  protected fail(intent: IntentRow): void {
    if (this.strikes(intent)) throw new OurFault(`of ${intent.kind}`);
  }
}
