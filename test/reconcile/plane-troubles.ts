import type { PlaneWork, Transition } from '#core/transition.ts';
import type { DataPlane } from '#dataplane/driver.ts';
import type { Step } from '#reconcile/worker.ts';
import type { IntentRow } from '#store/schema.ts';
import { MemoryPlane } from '../support/memory-plane.ts';
import { Trouble, withWork } from './trouble.ts';

type Act = () => Promise<void>;

/** Failures of the data plane in the work for an intent. */
abstract class OfPlane extends Trouble {
  /** The intents whose work is under way, by their NICs. */
  readonly #at = new Map<string, IntentRow>();
  readonly #within = new MemoryPlane();
  override readonly plane: DataPlane = {
    name: this.#within.name,
    enabled: true,
    probe: () => this.#within.probe(),
    inspect: () => this.#within.inspect(),
    applyNetwork: (...order) => this.#within.applyNetwork(...order),
    removeNetwork: (...order) => this.#within.removeNetwork(...order),
    ensureInstance: (...order) => this.#within.ensureInstance(...order),
    removeInstance: (...order) => this.#within.removeInstance(...order),
    plug: (...order) => this.#do(order[0].id, () => this.#within.plug(...order)),
    unplug: (...order) => this.#do(order[0], () => this.#within.unplug(...order)),
  };

  override transition(transition: Transition): Transition {
    return withWork(transition, (work) => async (tx, intent) => {
      const plan = await work(tx, intent);
      for (const nicId of plan.flat().flatMap(nicOf)) this.#at.set(nicId, intent);
      return plan;
    });
  }

  protected abstract disturb(intent: IntentRow, act: Act): Promise<void>;

  #do(nicId: string, act: Act): Promise<void> {
    const intent = this.#at.get(nicId);
    return intent ? this.disturb(intent, act) : act();
  }
}

function nicOf(work: PlaneWork): string[] {
  if (work.do === 'plug') return [work.nic.id];
  return work.do === 'unplug' ? [work.nicId] : [];
}

export class PlaneFails extends OfPlane {
  protected override async disturb(intent: IntentRow, act: Act): Promise<void> {
    this.fail(intent);
    await act();
  }
}

export class PlaneAnswersNot extends OfPlane {
  protected override async disturb(intent: IntentRow, act: Act): Promise<void> {
    await act();
    this.fail(intent);
  }
}

export class PlaneActsTwice extends OfPlane {
  protected override async disturb(intent: IntentRow, act: Act): Promise<void> {
    this.strikes(intent);
    await act();
    await act();
  }
}

/** A worker is delayed for longer than its lease, and returns when another one has finished. */
export class Overtaken extends OfPlane {
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
