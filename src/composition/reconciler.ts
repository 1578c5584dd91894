import { Reconciler, type ReconcilerOptions } from '#reconcile/worker.ts';
import type { PlaneParts } from './data-plane.ts';
import type { Foundation } from './foundation.ts';
import type { Observers } from './observers.ts';

export interface ReconcilerSettings {
  /** Multiplies every dwell time of `realistic` and `manual` mode; 1 by default. */
  readonly pace?: number;
  readonly between?: ReconcilerOptions['between'];
  readonly leaseMs?: ReconcilerOptions['leaseMs'];
}

export interface ReconcilerParts {
  readonly reconciler: Reconciler;
  /** When a transition of a kind that begins at `now` ends. */
  readonly settlesAt: (kind: string, now: number) => number;
  /** Resolves when everything that is due has settled. */
  readonly settled: () => Promise<void>;
}

/** Carries the transitions of all services to their end. */
export function createReconciler(
  options: ReconcilerSettings,
  { services, store, world, ids, time, transitions, checkAnswers }: Foundation,
  { planeParts, observers }: { readonly planeParts: PlaneParts; readonly observers: Observers },
): ReconcilerParts {
  const { dataPlane, networks, plane } = planeParts;
  const { pace = 1 } = options;
  const kinds = services.flatMap((service) => service.transitions);
  const dwells = new Map(
    kinds.map(({ kind, dwell }) => [
      kind,
      transitions === 'instant' ? 0 : Math.round(dwell * pace),
    ]),
  );
  const settlesAt = (kind: string, now: number) => now + (dwells.get(kind) ?? 0);
  const reconciler = new Reconciler({
    store,
    clock: time.clock,
    transitions: kinds,
    dwells,
    dataPlane,
    networks,
    planeWork: () => plane.duty,
    checkTouches: checkAnswers,
    callFor: ({ account_id, region }) => ({
      accountId: account_id,
      // A region that the world no longer has.
      region: world.region(region) ?? { id: region, zones: [] },
      requestId: '',
      world,
      ids,
      settlesAt,
    }),
    onFault: observers.onFault,
    onEnded: observers.history?.ended,
    onRefusal: ({ kind, resource_id }, reason) =>
      observers.onPlaneRefusal({ kind, resourceId: resource_id, reason }),
    ...(options.between && { between: options.between }),
    ...(options.leaseMs && { leaseMs: options.leaseMs }),
  });
  return {
    reconciler,
    settlesAt,
    async settled() {
      await reconciler.idle();
      if (plane.duty === 'nobody') return;
      await plane.idle();
      await reconciler.idle();
    },
  };
}
