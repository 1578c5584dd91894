import type { PlanePlan, PlaneWork, Transition } from '#core/transition.ts';
import type { DataPlane } from '#dataplane/driver.ts';
import type { Step } from '#reconcile/worker.ts';
import { query } from '#store/query.ts';
import type { IntentRow } from '#store/schema.ts';
import { MemoryPlane } from '../support/memory-plane.ts';
import { Trouble, withWork } from './trouble.ts';

type Act = () => Promise<void>;

/** Failures of the data plane in the work for an intent. */
abstract class OfPlane extends Trouble {
  /**
   * The intents whose work is under way, by their NICs and instances; by their networks if they have
   * no others.
   */
  readonly #at = new Map<string, IntentRow>();
  readonly #within = new MemoryPlane();
  override readonly plane: DataPlane = {
    name: this.#within.name,
    enabled: true,
    probe: () => this.#within.probe(),
    inspect: () => this.#within.inspect(),
    applyNetwork: (...order) => this.#do(order[0].id, () => this.#within.applyNetwork(...order)),
    removeNetwork: (...order) => this.#within.removeNetwork(...order),
    ensureInstance: (...order) =>
      this.#do(order[0].id, () => this.#within.ensureInstance(...order)),
    removeInstance: (...order) => this.#do(order[0], () => this.#within.removeInstance(...order)),
    plug: (...order) => this.#do(order[0].id, () => this.#within.plug(...order)),
    unplug: (...order) => this.#do(order[0], () => this.#within.unplug(...order)),
  };

  override transition(transition: Transition): Transition {
    return withWork(transition, (work) => async (tx, intent) => {
      const plan = await work(tx, intent);
      for (const id of this.idsOf(plan)) this.#at.set(id, intent);
      return plan;
    });
  }

  /** The ids in the calls with which the intent of a plan has trouble. */
  protected idsOf(plan: PlanePlan): string[] {
    const works = plan.flat();
    const networks = works.flatMap((work) => (work.do === 'network' ? [work.networkId] : []));
    return networks.length === works.length ? networks : works.flatMap(idOf);
  }

  protected abstract disturb(intent: IntentRow, act: Act): Promise<void>;

  #do(id: string, act: Act): Promise<void> {
    const intent = this.#at.get(id);
    return intent ? this.disturb(intent, act) : act();
  }
}

function idOf(work: PlaneWork): string[] {
  if (work.do === 'network') return [];
  if (work.do === 'plug') return [work.nic.id];
  if (work.do === 'unplug') return [work.nicId];
  if (work.do === 'start') return [work.command.id];
  if (work.do === 'end') return [work.commandId];
  return [work.do === 'ensure' ? work.instance.id : work.instanceId];
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

/**
 * A worker is cut off from the store for longer than its lease, so that another takes the intent,
 * and returns when that one has finished.
 */
export class Overtaken extends OfPlane {
  readonly #held = new Map<string, () => void>();

  protected override idsOf(plan: PlanePlan): string[] {
    return plan.flat().flatMap(idOf);
  }

  protected override async disturb(intent: IntentRow, act: Act): Promise<void> {
    if (this.strikes(intent)) {
      const { promise: freed, resolve: free } = Promise.withResolvers<void>();
      this.#held.set(intent.id, free);
      // The intent is leased by another worker, since this one no longer renews its own lease.
      await this.store?.write((tx) => tx.run(leasedAgain, { id: intent.id, one: 1 }));
      await freed;
    }
    await act();
  }

  override between(step: Step, { id }: IntentRow): void {
    if (step === 'settled') this.#held.get(id)?.();
  }
}

const leasedAgain = query((db, p: { id: string; one: number }) =>
  db
    .updateTable('intent')
    .set((of) => ({ fence: of('fence', '+', p.one) }))
    .where('id', '=', p.id),
);
