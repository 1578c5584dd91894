import type { DataPlane } from '../../src/dataplane/driver.ts';
import type { Step } from '../../src/reconcile/worker.ts';
import type { IntentRow } from '../../src/store/schema.ts';
import type { PlaneWork, Transition } from '../../src/transition.ts';
import { planeInMemory } from './plane.ts';

class OurFault extends Error {}

/** Something that goes wrong once in the life of every intent. This one is none at all. */
export class Trouble {
  /** The kinds of those it has had trouble with. */
  readonly struck = new Set<string>();
  readonly #intents = new Set<string>();
  readonly plane: DataPlane = planeInMemory();

  transition(transition: Transition): Transition {
    return transition;
  }

  between(_step: Step, _intent: IntentRow): void {}

  isOurs(fault: unknown): boolean {
    return fault instanceof OurFault;
  }

  /** Whether it is an intent's turn: once each. */
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
    const { work } = transition;
    if (work === undefined) return transition;
    return {
      ...transition,
      work: async (tx, intent) => {
        this.fail(intent);
        return work(tx, intent);
      },
    };
  }
}

type Act = () => Promise<void>;

/** Trouble of the data plane with what it is to do for an intent. */
abstract class OfPlane extends Trouble {
  /** The intents that are at work, by their NICs. */
  readonly #at = new Map<string, IntentRow>();
  readonly #within = planeInMemory();
  override readonly plane: DataPlane = {
    ...this.#within,
    plug: (...order) => this.#do(order[0].id, () => this.#within.plug(...order)),
    unplug: (...order) => this.#do(order[0], () => this.#within.unplug(...order)),
  };

  override transition(transition: Transition): Transition {
    const { work } = transition;
    if (work === undefined) return transition;
    return {
      ...transition,
      work: async (tx, intent) => {
        const plan = await work(tx, intent);
        for (const each of plan) this.#at.set(nicOf(each), intent);
        return plan;
      },
    };
  }

  protected abstract disturb(intent: IntentRow, act: Act): Promise<void>;

  #do(nicId: string, act: Act): Promise<void> {
    const intent = this.#at.get(nicId);
    return intent ? this.disturb(intent, act) : act();
  }
}

const nicOf = (work: PlaneWork) => (work.do === 'plug' ? work.nic.id : work.nicId);

class PlaneFails extends OfPlane {
  protected override async disturb(intent: IntentRow, act: Act): Promise<void> {
    this.fail(intent);
    await act();
  }
}

class PlaneAnswersNot extends OfPlane {
  protected override async disturb(intent: IntentRow, act: Act): Promise<void> {
    await act();
    this.fail(intent);
  }
}

class PlaneActsTwice extends OfPlane {
  protected override async disturb(intent: IntentRow, act: Act): Promise<void> {
    this.strikes(intent);
    await act();
    await act();
  }
}

/** A worker is held up for longer than its lease, and comes back when another has done it all. */
class Overtaken extends OfPlane {
  readonly #held = new Map<string, () => void>();

  protected override async disturb(intent: IntentRow, act: Act): Promise<void> {
    if (this.strikes(intent)) {
      await new Promise<void>((free) => this.#held.set(intent.id, free));
    }
    await act();
  }

  override between(step: Step, { id }: IntentRow): void {
    if (step === 'settled') this.#held.get(id)?.();
  }
}

/** The change that a transition ends in fails, before it or once it has been written. */
class CannotSettle extends Trouble {
  readonly #when: 'before' | 'after';

  constructor(when: 'before' | 'after') {
    super();
    this.#when = when;
  }

  override transition(transition: Transition): Transition {
    return {
      ...transition,
      settle: async (tx, intent, outcome, call) => {
        if (this.#when === 'before') this.fail(intent);
        await transition.settle(tx, intent, outcome, call);
        this.fail(intent);
      },
    };
  }
}

class SettlesTwice extends Trouble {
  override transition(transition: Transition): Transition {
    return {
      ...transition,
      settle: async (tx, intent, outcome, call) => {
        this.strikes(intent);
        await transition.settle(tx, intent, outcome, call);
        // Not as the task of the caller, which would fail: he asked once.
        await transition.settle(tx, { ...intent, id: 'again' }, outcome, call);
      },
    };
  }
}

/** What goes wrong, and whether only what has work for the data plane can have it. */
export const TROUBLES: readonly {
  readonly name: string;
  readonly ofWork: boolean;
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
  { name: 'a late worker is overtaken', ofWork: true, make: () => new Overtaken() },
  { name: 'settling fails', ofWork: false, make: () => new CannotSettle('before') },
  { name: 'settling fails at its end', ofWork: false, make: () => new CannotSettle('after') },
  { name: 'it is settled twice', ofWork: false, make: () => new SettlesTwice() },
];
