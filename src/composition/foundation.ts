import type { Service } from '#core/service.ts';
import { StoreMetrics } from '#metrics/store.ts';
import { type Clock, systemTimer } from '#platform/clock.ts';
import { type Ids, randomIds } from '#platform/ids.ts';
import type { Migration } from '#store/migrations/columns.ts';
import { openStore } from '#store/open.ts';
import type { Store } from '#store/store.ts';
import type { StoreEvents } from '#store/store-events.ts';
import { makeWorld } from '#world/make.ts';
import { WorldTime } from '#world/time.ts';
import type { World } from '#world/world.ts';

export type Transitions = 'instant' | 'realistic' | 'manual';

export interface FoundationOptions {
  /** `memory`, `sqlite:PATH` or `postgres://...`. */
  readonly store?: string;
  /** The most connections to a database that are at work at once; 3 or more. */
  readonly connections?: number;
  /**
   * The schema's history, to which the store is brought up to date; by default this program's own.
   */
  readonly schema?: readonly Migration[];
  /** Told when the store fails and when it has recovered. Only the caller ends the process. */
  readonly storeEvents?: StoreEvents;
  readonly world?: World;
  readonly transitions?: Transitions;
  /**
   * The real clock, against which signatures are checked. By default it is the machine's clock;
   * only then do processes on one database follow the database's clock.
   */
  readonly clock?: Clock;
  readonly ids?: Ids;
  /** Checks every answer against its action's contract; a difference is a fault. For tests. */
  readonly checkAnswers?: boolean;
}

/** What every part of the server is given. */
export interface Foundation {
  readonly services: readonly Service[];
  readonly world: World;
  readonly ids: Ids;
  /** The real clock. */
  readonly clock: Clock;
  /** The time of the world, with the clock that times resources and transitions. */
  readonly time: WorldTime;
  readonly transitions: Transitions;
  readonly storeUrl: string;
  readonly store: Store;
  readonly storeMetrics: StoreMetrics;
  readonly checkAnswers: boolean;
}

/** Opens the store, and gives out clocks, ids and randomness. */
export function openFoundation(
  options: FoundationOptions,
  { services, clock }: Pick<Foundation, 'services' | 'clock'>,
): Foundation {
  const { transitions = 'instant', world = makeWorld(), store: storeUrl = 'memory' } = options;
  const time = new WorldTime({
    real: clock,
    manual: transitions === 'manual',
    shared: options.clock === undefined,
  });
  const storeMetrics = new StoreMetrics();
  const store = openStore(storeUrl, time.clock, {
    observer: storeMetrics,
    realClock: clock,
    timer: systemTimer,
    ...(options.storeEvents && { events: options.storeEvents }),
    ...(options.schema && { schema: options.schema }),
    ...(options.connections && { connections: options.connections }),
  });
  return {
    services,
    world,
    ids: options.ids ?? randomIds(() => clock.now()),
    clock,
    time,
    transitions,
    storeUrl,
    store,
    storeMetrics,
    checkAnswers: options.checkAnswers ?? false,
  };
}
