import type { FastifyInstance } from 'fastify';
import { type Clock, ManualClock, systemClock } from './clock.ts';
import type { DataPlane } from './dataplane/driver.ts';
import { none } from './dataplane/none.ts';
import { ecs } from './ecs/index.ts';
import { type Answered, Gateway } from './gateway/gateway.ts';
import { listenTo } from './gateway/http.ts';
import { type Ids, randomIds } from './ids.ts';
import { Reconciler, type ReconcilerOptions } from './reconcile/worker.ts';
import type { Service } from './service.ts';
import { openStore } from './store/open.ts';
import type { Store } from './store/store.ts';
import { vpc } from './vpc/index.ts';
import { makeWorld } from './world/make.ts';
import type { World } from './world/world.ts';

export type Transitions = 'instant' | 'realistic' | 'manual';

export interface ServerOptions {
  /** `memory` or `sqlite:PATH`. */
  readonly store?: string;
  readonly world?: World;
  readonly auth?: 'strict' | 'lenient';
  readonly transitions?: Transitions;
  /** Multiplies every dwell time of `realistic` and `manual` mode; 1 unless told. */
  readonly pace?: number;
  readonly services?: readonly Service[];
  readonly dataPlane?: DataPlane;
  /** The real clock, by which signatures are judged. */
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly tap?: (answered: Answered) => void;
  /** Holds every answer against its action's contract; a difference is a fault. For tests. */
  readonly checkAnswers?: boolean;
  readonly onFault?: ReconcilerOptions['onFault'];
  readonly between?: ReconcilerOptions['between'];
}

/** A server put together and ready to listen. */
export interface TenonServer {
  readonly http: FastifyInstance;
  readonly store: Store;
  readonly world: World;
  readonly services: readonly Service[];
  readonly reconciler: Reconciler;
  /** The clock of the world: resources and transitions live by it. */
  readonly worldClock: Clock;
  /** Listens on `host:port`; resolves to the URL. Port 0 takes a free one. */
  listen(host: string, port: number): Promise<string>;
  /** Answers what has arrived, settles what is in hand, and closes the store. */
  close(): Promise<void>;
}

export const SERVICES: readonly Service[] = [vpc, ecs];

/** The composition root: config, clock, ids, store and data plane become a server. */
export function createServer(options: ServerOptions = {}): TenonServer {
  const {
    transitions = 'instant',
    pace = 1,
    services = SERVICES,
    clock = systemClock,
    world = makeWorld(),
    dataPlane = none,
  } = options;
  const worldClock = transitions === 'manual' ? new ManualClock(clock.now()) : clock;
  const ids = options.ids ?? randomIds(() => clock.now());
  const store = openStore(options.store ?? 'memory', worldClock);
  const kinds = services.flatMap((service) => service.transitions);
  const dwell = new Map(
    kinds.map(({ kind, dwell: ms }) => [kind, transitions === 'instant' ? 0 : ms * pace]),
  );
  const reconciler = new Reconciler({
    store,
    clock: worldClock,
    transitions: kinds,
    dataPlane,
    ...(options.onFault && { onFault: options.onFault }),
    ...(options.between && { between: options.between }),
  });
  const gateway = new Gateway({
    services,
    world,
    store,
    ids,
    clock,
    auth: options.auth ?? 'strict',
    checkAnswers: options.checkAnswers ?? false,
    settlesAt: (kind, now) => now + (dwell.get(kind) ?? 0),
    ...(options.tap && { tap: options.tap }),
  });
  const http = listenTo(gateway);
  return {
    http,
    store,
    world,
    services,
    reconciler,
    worldClock,
    async listen(host, port) {
      reconciler.start();
      return http.listen({ host, port });
    },
    async close() {
      await http.close();
      await reconciler.stop();
      await store.close();
    },
  };
}
