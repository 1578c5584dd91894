import { type ApiOptions, createApi } from '#composition/api.ts';
import { type ControlOptions, createControl } from '#composition/control.ts';
import {
  createPlane,
  type DataPlaneOptions,
  driverOf,
  type PlaneParts,
} from '#composition/data-plane.ts';
import { createFaults, type InitialFaultOptions } from '#composition/faults.ts';
import { type FoundationOptions, openFoundation } from '#composition/foundation.ts';
import { createHandlers, mayBeHandled } from '#composition/handlers.ts';
import { createMetadata, withMetadata } from '#composition/metadata.ts';
import { createObservers, type ObserverOptions } from '#composition/observers.ts';
import {
  createReconciler,
  type ReconcilerParts,
  type ReconcilerSettings,
} from '#composition/reconciler.ts';
import { Starting, type StartPatience } from '#composition/starting.ts';
import { createState, type StateOptions } from '#composition/state.ts';
import type { ConsoleOptions } from '#console/serve.ts';
import type { Control } from '#control/control.ts';
import type { Phase } from '#control/health.ts';
import type { Service } from '#core/service.ts';
import type { DataPlane } from '#dataplane/driver.ts';
import type { EventLog } from '#events/event-log.ts';
import { type FaultProblem, readFault } from '#faults/read.ts';
import type { FaultSpec } from '#faults/spec.ts';
import type { HttpServer } from '#gateway/http.ts';
import { type Clock, systemClock } from '#platform/clock.ts';
import type { Reconciler } from '#reconcile/worker.ts';
import { billing } from '#services/billing/index.ts';
import { clb } from '#services/clb/index.ts';
import { ecs } from '#services/ecs/index.ts';
import { iam } from '#services/iam/index.ts';
import { natgateway } from '#services/natgateway/index.ts';
import { ebs } from '#services/storage-ebs/index.ts';
import { sts } from '#services/sts/index.ts';
import { vpc } from '#services/vpc/index.ts';
import type { Store } from '#store/store.ts';
import type { World } from '#world/world.ts';

/** The options of the parts that the server is made of, which say them each. */
export interface ServerOptions
  extends FoundationOptions,
    ObserverOptions,
    DataPlaneOptions,
    ReconcilerSettings,
    InitialFaultOptions,
    ApiOptions,
    StateOptions,
    ControlOptions,
    ConsoleOptions {
  readonly services?: readonly Service[];
}

/** A server put together and ready to listen. */
export interface TenonServer {
  readonly http: HttpServer;
  readonly store: Store;
  readonly world: World;
  readonly services: readonly Service[];
  readonly dataPlane: DataPlane;
  readonly reconciler: Reconciler;
  /** The clock of the world, which times resources and transitions. */
  readonly worldClock: Clock;
  /** What the control API does, for whoever is in the same process. */
  readonly control: Control;
  /** What happens; for whoever is in the same process. */
  readonly eventLog: EventLog;
  /**
   * Listens on `host:port`; resolves to the URL when requests are carried out. Port 0 takes a free
   * one.
   * @param patience has it listen, and try again, while the store is away; without it that is thrown
   */
  listen(host: string, port: number, patience?: StartPatience): Promise<string>;
  /** Reports from now on that it is not ready, and goes on answering. */
  drain(): void;
  /** Answers what has arrived, settles what is in hand, and closes the store. */
  close(): Promise<void>;
}

export const SERVICES: readonly Service[] = [vpc, ecs, ebs, natgateway, ...iam, clb, sts, billing];

/** What is wrong with a fault, for a world file; undefined when it makes sense. */
export async function judgeFault(spec: FaultSpec): Promise<FaultProblem | undefined> {
  const read = await readFault(spec, SERVICES);
  return 'wrong' in read ? read.wrong : undefined;
}

/** The composition root: config, clock, ids, store and data plane become a server. */
export function createServer(options: ServerOptions = {}): TenonServer {
  const { services = SERVICES, clock = systemClock } = options;
  const driver = driverOf(options, {
    planeId: () => plane.planeId(),
    wakeAfter: (ms, wake) => clock.wakeAfter(ms, wake),
  });
  const foundation = openFoundation(options, { services, clock });
  const { store, world, time } = foundation;
  const observers = createObservers(options, foundation);
  const { eventLog, eventStreams, onStruck } = observers;
  const metadata = createMetadata(options, foundation);
  const dataPlane = withMetadata(driver, metadata, options, foundation);
  const planeParts: PlaneParts = createPlane(options, foundation, {
    dataPlane,
    observers,
    onDuty: () => reconciler.planeChanged(),
  });
  const { plane } = planeParts;
  const reconcilerParts: ReconcilerParts = createReconciler(options, foundation, {
    planeParts,
    observers,
  });
  const { reconciler, settlesAt, settled } = reconcilerParts;
  const faultParts = createFaults(options, {
    services,
    clock,
    transitions: reconciler,
    onStruck,
  });
  const { faults, placeFaults } = faultParts;
  const api = createApi(options, foundation, {
    ...{ observers, faults, settlesAt },
    storeAway: () => starting.why,
    elsewhere: mayBeHandled,
  });
  const { http, guard, pageTokenKey } = api;
  const state = createState(options, foundation, {
    observers,
    faultParts,
    planeParts,
    reconcilerParts,
  });
  let planted = 0;
  const starting = new Starting(clock, [
    () => time.begin(store),
    () => placeFaults(),
    async () => {
      planted = await store.write(state.plant);
    },
    // Read now, so that lists can be read even when nothing can be written.
    () => pageTokenKey.key(),
    () => plane.start(),
    () => reconciler.start(),
    () => plane.begin(),
    async () => {
      if (planted > 0) await settled();
    },
  ]);
  let phase: Phase = 'starting';
  let url = '';
  const control = createControl(options, foundation, {
    ...{ observers, metadata, planeParts, reconcilerParts, faultParts, api, state },
    phase: () => phase,
    storeAway: () => starting.why,
    url: () => url,
  });
  http.handlers.push(...createHandlers(options, control, guard));
  return {
    http,
    store,
    world,
    services,
    dataPlane,
    reconciler,
    worldClock: time.clock,
    control,
    eventLog,
    async listen(host, port, patience) {
      guard.listensOn(host);
      const open = async () => {
        const listened = await http.listen(host, port);
        url = `${options.secure === undefined ? 'http' : 'https'}://${listened}`;
      };
      await starting.go(patience, open);
      phase = 'serving';
      if (url === '') await open();
      return url;
    },
    drain() {
      phase = 'draining';
    },
    async close() {
      phase = 'draining';
      store.hurry?.();
      eventStreams.close();
      faults.close();
      await http.close();
      eventLog.close();
      // What is in hand may still need the data plane.
      await reconciler.stop();
      await plane.stop();
      await time.end();
      await store.close();
      await state.snapshots.close();
    },
  };
}
