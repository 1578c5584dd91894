import type { FastifyInstance } from 'fastify';
import { type Control, controlApi } from '#control/control.ts';
import { type Phase, storeAnswers } from '#control/health.ts';
import type { NicView } from '#control/nics.ts';
import { Probe } from '#control/probe.ts';
import type { Service } from '#core/service.ts';
import { type Capability, type DataPlane, PlaneRefusal } from '#dataplane/driver.ts';
import type { PlaneOptions } from '#dataplane/options.ts';
import { dataPlaneCalled, planeProblems } from '#dataplane/registry.ts';
import { DEFAULT_MAX_IN_FLIGHT } from '#gateway/admission.ts';
import { ApiGuard, type ApiGuardOptions } from '#gateway/api-guard.ts';
import { BODY_LIMITS, Bodies, type BodyLimits } from '#gateway/bodies.ts';
import { Connections } from '#gateway/connections.ts';
import { type Answered, Gateway } from '#gateway/gateway.ts';
import { listenTo } from '#gateway/http.ts';
import { StoredPageTokenKey } from '#gateway/page-token-key.ts';
import { greetBrowsers } from '#landing/visit.ts';
import { NicTotals } from '#metrics/nics.ts';
import { RequestMetrics } from '#metrics/requests.ts';
import { StoreMetrics } from '#metrics/store.ts';
import { type Clock, systemClock, systemTimer } from '#platform/clock.ts';
import { type Ids, randomIds } from '#platform/ids.ts';
import { VERSION } from '#platform/version.ts';
import { backlog } from '#reconcile/backlog.ts';
import { sweep } from '#reconcile/sweep.ts';
import { Reconciler, type ReconcilerOptions } from '#reconcile/worker.ts';
import { billing } from '#services/billing/index.ts';
import { ecs } from '#services/ecs/index.ts';
import { iam } from '#services/iam/index.ts';
import { ebs } from '#services/storage-ebs/index.ts';
import { sts } from '#services/sts/index.ts';
import { SessionKeys } from '#services/sts/session-key/find.ts';
import { vpc } from '#services/vpc/index.ts';
import { backUp } from '#store/backup.ts';
import type { Migration } from '#store/migrations/columns.ts';
import { migrations } from '#store/migrations.ts';
import { openStore } from '#store/open.ts';
import type { Store, Writer } from '#store/store.ts';
import type { StoreEvents } from '#store/store-events.ts';
import { readStoreUrl } from '#store/url.ts';
import { makeWorld } from '#world/make.ts';
import { plantSeeds } from '#world/seed.ts';
import { NO_SEEDS, type Seeds } from '#world/seeds.ts';
import { WorldTime } from '#world/time.ts';
import type { World } from '#world/world.ts';

export type Transitions = 'instant' | 'realistic' | 'manual';

export interface ServerOptions extends ApiGuardOptions {
  /** `memory`, `sqlite:PATH` or `postgres://...`. */
  readonly store?: string;
  /**
   * The schema's history, to which the store is brought up to date; by default this program's own.
   */
  readonly schema?: readonly Migration[];
  readonly world?: World;
  /** Resources to start with; each is made only once in a store. */
  readonly seeds?: Seeds;
  readonly auth?: 'strict' | 'lenient';
  readonly transitions?: Transitions;
  /** Multiplies every dwell time of `realistic` and `manual` mode; 1 by default. */
  readonly pace?: number;
  readonly services?: readonly Service[];
  /** A driver, or the name of one: `none` unless told. */
  readonly dataPlane?: DataPlane | string;
  /** For the driver that `dataPlane` names. */
  readonly planeOptions?: PlaneOptions;
  /** Lets the control API answer beyond loopback, to requests that carry this token. */
  readonly controlToken?: string;
  /**
   * The real clock, against which signatures are checked. By default it is the machine's clock;
   * only then do processes on one database follow the database's clock.
   */
  readonly clock?: Clock;
  readonly ids?: Ids;
  /** The most requests in flight; further ones are told to try again. */
  readonly maxInFlight?: number;
  /** The most open connections; further ones are told to try again. */
  readonly maxConnections?: number;
  /** How much memory the bodies of requests may take. */
  readonly bodyLimits?: BodyLimits;
  readonly onAnswered?: (answered: Answered) => void;
  /** Told when the store fails and when it has recovered. Only the caller ends the process. */
  readonly storeEvents?: StoreEvents;
  /** Reports the stages of every request to the observer, not only of those that ask for them. */
  readonly traceAll?: boolean;
  /** Checks every answer against its action's contract; a difference is a fault. For tests. */
  readonly checkAnswers?: boolean;
  readonly onFault?: ReconcilerOptions['onFault'];
  readonly between?: ReconcilerOptions['between'];
  readonly leaseMs?: ReconcilerOptions['leaseMs'];
}

/** A server put together and ready to listen. */
export interface TenonServer {
  readonly http: FastifyInstance;
  readonly store: Store;
  readonly world: World;
  readonly services: readonly Service[];
  readonly dataPlane: DataPlane;
  readonly reconciler: Reconciler;
  /** The clock of the world, which times resources and transitions. */
  readonly worldClock: Clock;
  /** What the control API does, for whoever is in the same process. */
  readonly control: Control;
  /** Listens on `host:port`; resolves to the URL. Port 0 takes a free one. */
  listen(host: string, port: number): Promise<string>;
  /** Reports from now on that it is not ready, and goes on answering. */
  drain(): void;
  /** Answers what has arrived, settles what is in hand, and closes the store. */
  close(): Promise<void>;
}

export const SERVICES: readonly Service[] = [vpc, ecs, ebs, ...iam, sts, billing];

/** What is wrong with a data plane's name and options, a line each. */
export const dataPlaneProblems = (name: string, options: PlaneOptions): string[] =>
  planeProblems(name, options);

/** What this host can do of a data plane, and why not. Nothing is left of the look. */
export const probeDataPlane = (name: string, options: PlaneOptions): Promise<Capability[]> =>
  dataPlaneCalled(name, options).probe();

/** Whether a data plane will not or cannot, for reasons that its message has, a line each. */
export const isPlaneRefusal = (error: unknown): error is Error => error instanceof PlaneRefusal;

const driverOf = (given: DataPlane | string, options?: PlaneOptions) =>
  typeof given === 'string' ? dataPlaneCalled(given, options) : given;

function nicCountersOf(dataPlane: DataPlane, clock: Clock) {
  if (dataPlane.counters === undefined) return undefined;
  return new Probe(async () => (await dataPlane.counters?.()) ?? [], clock);
}

/** What the NICs in an instance count; undefined when the data plane does not have it. */
async function nicsOf(dataPlane: DataPlane, instanceId: string): Promise<NicView[] | undefined> {
  const [{ instances, nics }, counters = []] = await Promise.all([
    dataPlane.inspect(),
    dataPlane.counters?.(),
  ]);
  if (!instances.includes(instanceId)) return undefined;
  const counted = new Map(counters.map((each) => [each.nicId, each]));
  return nics
    .filter((nic) => nic.instanceId === instanceId)
    .map(({ nicId }) => counted.get(nicId) ?? { nicId, ...NOTHING_COUNTED });
}

const NOTHING_COUNTED = {
  receivedBytes: 0,
  receivedPackets: 0,
  sentBytes: 0,
  sentPackets: 0,
  dropped: {},
};

/** The composition root: config, clock, ids, store and data plane become a server. */
export function createServer(options: ServerOptions = {}): TenonServer {
  const {
    transitions = 'instant',
    pace = 1,
    services = SERVICES,
    clock = systemClock,
    world = makeWorld(),
    seeds = NO_SEEDS,
    store: storeUrl = 'memory',
    auth = 'strict',
    maxInFlight = DEFAULT_MAX_IN_FLIGHT,
  } = options;
  const manual = transitions === 'manual';
  const dataPlane = driverOf(options.dataPlane ?? 'none', options.planeOptions);
  const time = new WorldTime({ real: clock, manual, shared: options.clock === undefined });
  const worldClock = time.clock;
  const ids = options.ids ?? randomIds(() => clock.now());
  const measurements = {
    requests: new RequestMetrics(services),
    store: new StoreMetrics(),
    nics: new NicTotals(),
    reconcilerFaults: 0,
  };
  const store = openStore(storeUrl, worldClock, {
    observer: measurements.store,
    realClock: clock,
    timer: systemTimer,
    ...(options.storeEvents && { events: options.storeEvents }),
    ...(options.schema && { schema: options.schema }),
  });
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
    clock: worldClock,
    transitions: kinds,
    dwells,
    dataPlane,
    callFor: ({ account_id, region }) => ({
      accountId: account_id,
      // A region that the world no longer has.
      region: world.region(region) ?? { id: region, zones: [] },
      requestId: '',
      world,
      ids,
      settlesAt,
    }),
    onFault(error, intent) {
      measurements.reconcilerFaults += 1;
      options.onFault?.(error, intent);
    },
    ...(options.between && { between: options.between }),
    ...(options.leaseMs && { leaseMs: options.leaseMs }),
  });
  const sessionKeys = new SessionKeys(store, worldClock, world);
  const guard = new ApiGuard(options);
  const pageTokenKey = new StoredPageTokenKey(store, ids);
  const gateway = new Gateway({
    guard,
    services,
    world,
    store,
    ids,
    clock,
    timer: systemTimer,
    maxInFlight,
    traceAll: options.traceAll ?? false,
    auth,
    checkAnswers: options.checkAnswers ?? false,
    temporaryKey: (id) => sessionKeys.find(id),
    pageTokenKey: pageTokenKey.key,
    settlesAt,
    onAnswered(answered) {
      measurements.requests.count(answered);
      options.onAnswered?.(answered);
    },
  });
  const bodies = new Bodies(options.bodyLimits ?? BODY_LIMITS);
  const connections = new Connections(gateway, options.maxConnections);
  const http = listenTo(gateway, bodies, connections);
  http.addHook('onRequest', greetBrowsers);
  const { admission, rateLimits } = gateway;
  let phase: Phase = 'starting';
  const settled = () => reconciler.idle();
  const plant = (tx: Writer) => plantSeeds(tx, seeds, { world, ids });
  const control: Control = {
    about: {
      version: VERSION,
      auth,
      transitions,
      store: readStoreUrl(storeUrl).engine,
      schemaVersion: (options.schema ?? migrations).length,
      limits: { maxInFlight, accountsWithRateLimits: rateLimits.accounts },
    },
    phase: () => phase,
    storeProbe: new Probe(() => storeAnswers(store), clock),
    backlog: new Probe(() => store.read(backlog), clock),
    planeName: dataPlane.name,
    nicCounters: nicCountersOf(dataPlane, clock),
    nicsOf: (instanceId) => nicsOf(dataPlane, instanceId),
    measurements,
    gauges: () => ({
      inFlight: admission.inFlight,
      inFlightLimit: admission.most,
      shed: admission.turnedAway,
      connections: connections.count,
      connectionsLimit: connections.most,
      connectionsRefused: connections.refused,
      bodyBytes: bodies.held,
      bodyBytesLimit: bodies.limits.heldBytes,
      bodiesRefused: bodies.refused,
      storeWaiting: store.waiting,
    }),
    token: options.controlToken || undefined,
    services,
    world,
    store,
    ids,
    clock: worldClock,
    advance: manual ? (ms) => time.advance(store, ms) : undefined,
    settled,
    plane: async () => ({ name: dataPlane.name, capabilities: await dataPlane.probe() }),
    backUp: (file) => backUp(store, file, options.schema),
    async reset() {
      await store.write(async (tx) => {
        await tx.empty();
        await time.keep(tx);
        await plant(tx);
      });
      await settled();
      await sweep(store, dataPlane);
    },
  };
  http.register(controlApi, { control });
  return {
    http,
    store,
    world,
    services,
    dataPlane,
    reconciler,
    worldClock,
    control,
    async listen(host, port) {
      await time.begin(store);
      guard.listensOn(host);
      const planted = await store.write(plant);
      // Read now, so that lists can be read even when nothing can be written.
      await pageTokenKey.key();
      await reconciler.start();
      if (planted > 0) await settled();
      phase = 'serving';
      return http.listen({ host, port });
    },
    drain() {
      phase = 'draining';
    },
    async close() {
      phase = 'draining';
      await http.close();
      await reconciler.stop();
      await time.end();
      await store.close();
    },
  };
}
