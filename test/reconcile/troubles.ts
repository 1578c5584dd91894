import type { Transition } from '#core/transition.ts';
import type { Step } from '#reconcile/worker.ts';
import type { IntentRow } from '#store/schema.ts';
import { Overtaken, PlaneActsTwice, PlaneAnswersNot, PlaneFails } from './plane-troubles.ts';
import { Trouble, withWork } from './trouble.ts';

/** A worker fails right after a step. */
class FailsAfter extends Trouble {
  readonly #step: Step;

  constructor(step: Step) {
    super();
    this.#step = step;
  }

  override between(step: Step, intent: IntentRow): void {
    if (step === this.#step) this.fail(intent);
  }
}

class CannotPlan extends Trouble {
  override transition(transition: Transition): Transition {
    return withWork(transition, (work) => async (tx, intent) => {
      this.fail(intent);
      return work(tx, intent);
    });
  }
}

/** Writing the end of a transition fails, before or after it was written. */
class CannotSettle extends Trouble {
  readonly #when: 'before' | 'after';

  constructor(when: 'before' | 'after') {
    super();
    this.#when = when;
  }

  override transition(transition: Transition): Transition {
    return {
      ...transition,
      settle: async (tx, intent, outcome, context) => {
        if (this.#when === 'before') this.fail(intent);
        const reached = await transition.settle(tx, intent, outcome, context);
        this.fail(intent);
        return reached;
      },
    };
  }
}

class SettlesTwice extends Trouble {
  override transition(transition: Transition): Transition {
    return {
      ...transition,
      settle: async (tx, intent, outcome, context) => {
        this.strikes(intent);
        const reached = await transition.settle(tx, intent, outcome, context);
        await transition.settle(tx, intent, outcome, context);
        return reached;
      },
    };
  }
}

const OF_NAT_ENTRIES = ['snat', 'dnat'].flatMap((entry) =>
  ['create', 'modify', 'delete'].map((step) => `${entry}-entry.${step}`),
);

/** The failures, and whether only transitions with work for the data plane can meet them. */
export const TROUBLES: readonly {
  readonly name: string;
  readonly ofWork: boolean;
  /** Kinds of transitions that cannot meet it. */
  readonly but?: readonly string[];
  readonly make: () => Trouble;
}[] = [
  { name: 'a worker fails once it has leased', ofWork: true, make: () => new FailsAfter('leased') },
  {
    name: 'a worker fails once it has planned',
    ofWork: true,
    make: () => new FailsAfter('planned'),
  },
  { name: 'a worker fails once it has worked', ofWork: true, make: () => new FailsAfter('worked') },
  {
    name: 'a worker fails once it has settled',
    ofWork: true,
    make: () => new FailsAfter('settled'),
  },
  { name: 'planning fails', ofWork: true, make: () => new CannotPlan() },
  { name: 'the data plane fails', ofWork: true, make: () => new PlaneFails() },
  {
    name: 'the data plane fails once it has acted',
    ofWork: true,
    make: () => new PlaneAnswersNot(),
  },
  { name: 'the data plane acts twice', ofWork: true, make: () => new PlaneActsTwice() },
  {
    name: 'a late worker is overtaken',
    ofWork: true,
    // Their only work is to apply a network, and a worker that comes later waits for that one
    // application.
    but: ['eip.attach', 'eip.detach', ...OF_NAT_ENTRIES],
    make: () => new Overtaken(),
  },
  { name: 'settling fails', ofWork: false, make: () => new CannotSettle('before') },
  { name: 'settling fails at its end', ofWork: false, make: () => new CannotSettle('after') },
  { name: 'it is settled twice', ofWork: false, make: () => new SettlesTwice() },
];
