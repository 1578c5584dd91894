import { hostname } from 'node:os';
import type { FastifyInstance } from 'fastify';
import { type Control, controlApi } from '#control/control.ts';
import { type Phase, storeAnswers } from '#control/health.ts';
import { metadataProxy } from '#control/metadata.ts';
import type { PacketSource } from '#control/packet-question.ts';
import { Probe } from '#control/probe.ts';
import { findKey, mayBeMade } from '#core/account.ts';
import type { Service } from '#core/service.ts';
import { type Capability, type DataPlane, PlaneRefusal } from '#dataplane/driver.ts';
import { type Cleaned, type CleanOptions, clean } from '#dataplane/netns/clean.ts';
import { type PlaneOnHost, planesOnHost } from '#dataplane/netns/on-host.ts';
import { defaultRuntimeFolder } from '#dataplane/netns/plane.ts';
import { withNetworkService } from '#dataplane/network-service.ts';
import type { PlaneContext, PlaneOptions } from '#dataplane/options.ts';
import { dataPlaneCalled, planeProblems } from '#dataplane/registry.ts';
import { EventLog } from '#events/event-log.ts';
import { EventStreams } from '#events/event-streams.ts';
import { answeredEvent, resetEvent, struckEvent, tellChanges } from '#events/happenings.ts';
import { Faults, type Struck } from '#faults/faults.ts';
import { type FaultProblem, readFault } from '#faults/read.ts';
import type { FaultSpec } from '#faults/spec.ts';
import { DEFAULT_MAX_IN_FLIGHT } from '#gateway/admission.ts';
import { ApiGuard, type ApiGuardOptions } from '#gateway/api-guard.ts';
import { BODY_LIMITS, Bodies, type BodyLimits } from '#gateway/bodies.ts';
import { Connections, type MakeServer, type WrongProtocol } from '#gateway/connections.ts';
import { type Answered, Gateway } from '#gateway/gateway.ts';
import { listenTo } from '#gateway/http.ts';
import { StoredSecret } from '#gateway/stored-secret.ts';
import { RequestHistory } from '#history/history.ts';
import { DEFAULT_HISTORY } from '#history/limits.ts';
import { greetBrowsers } from '#landing/visit.ts';
import { type ListenersOptions, MetadataListeners } from '#metadata/listeners.ts';
import { MetadataService } from '#metadata/service.ts';
import { NicTotals } from '#metrics/nics.ts';
import { RequestMetrics } from '#metrics/requests.ts';
import { StoreMetrics } from '#metrics/store.ts';
import { type Clock, systemClock, systemTimer } from '#platform/clock.ts';
import { type Ids, randomIds } from '#platform/ids.ts';
import { VERSION } from '#platform/version.ts';
import { backlog } from '#reconcile/backlog.ts';
import { Networks } from '#reconcile/networks.ts';
import { Plane } from '#reconcile/plane.ts';
import { planeControl } from '#reconcile/plane-control.ts';
import type { PlaneRefused } from '#reconcile/plane-refused.ts';
import { Repair } from '#reconcile/repair.ts';
import { sweep, sweepAll } from '#reconcile/sweep.ts';
import { Reconciler, type ReconcilerOptions } from '#reconcile/worker.ts';
import { billing } from '#services/billing/index.ts';
import { ecs } from '#services/ecs/index.ts';
import { bindInstance, bindingOfInstance, bindingSchema } from '#services/ecs/instance/binding.ts';
import { instancesToEnsure, instanceToEnsure } from '#services/ecs/instance/place.ts';
import { iam } from '#services/iam/index.ts';
import { ebs } from '#services/storage-ebs/index.ts';
import { sts } from '#services/sts/index.ts';
import { SessionKeys } from '#services/sts/session-key/find.ts';
import { keepHolder } from '#services/vpc/ha-vip/holder.ts';
import { vpc } from '#services/vpc/index.ts';
import {
  giveUpAttachment,
  heldNics,
  keepRefusalOf,
  plugAgain,
  unplugStray,
} from '#services/vpc/network-interface/repair.ts';
import { networkIds, networkOf } from '#services/vpc/vpc/network.ts';
import {
  eipWith,
  interfaceEnd,
  interfaceWith,
  vpcsWithAddress,
} from '#services/vpc/vpc/packet-ends.ts';
import { networksOfTouch } from '#services/vpc/vpc/touched-networks.ts';
import { backUp } from '#store/backup.ts';
import type { Migration } from '#store/migrations/columns.ts';
import { migrations } from '#store/migrations.ts';
import { openStore } from '#store/open.ts';
import type { ResourceTable } from '#store/schema.ts';
import { Snapshots } from '#store/snapshots.ts';
import type { Store, Writer } from '#store/store.ts';
import type { StoreEvents } from '#store/store-events.ts';
import { readStoreUrl } from '#store/url.ts';
import { Accounts } from '#world/accounts.ts';
import { makeWorld } from '#world/make.ts';
import { restore } from '#world/restore.ts';
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
  /** Faults that are in place from the start, and again after each reset. */
  readonly faults?: readonly FaultSpec[];
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
  /** Makes the server speak TLS: `secureServer` of src/tls. Absent for plain HTTP. */
  readonly secure?: MakeServer;
  /** Told of each client that speaks TLS to a plain port, or plain HTTP to one with TLS. */
  readonly onWrongProtocol?: (protocol: WrongProtocol) => void;
  /** How much memory the bodies of requests may take. */
  readonly bodyLimits?: BodyLimits;
  readonly onAnswered?: (answered: Answered) => void;
  /** Told when the store fails and when it has recovered. Only the caller ends the process. */
  readonly storeEvents?: StoreEvents;
  /**
   * How many requests the history keeps, {@link DEFAULT_HISTORY} by default; with 0 there is none,
   * and it costs nothing.
   */
  readonly history?: number;
  /** Reports the stages of every request to the observer, not only of those that ask for them. */
  readonly traceAll?: boolean;
  /** Checks every answer against its action's contract; a difference is a fault. For tests. */
  readonly checkAnswers?: boolean;
  readonly onFault?: ReconcilerOptions['onFault'];
  /** Told of each strike of a fault that a tester asked for. */
  readonly onStruck?: (struck: Struck) => void;
  /** Told of each refusal of the data plane. */
  readonly onPlaneRefusal?: (refused: PlaneRefused) => void;
  /** The name of this machine, by which the store remembers where the data plane is. */
  readonly host?: string;
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
  /** What happens; for whoever is in the same process. */
  readonly eventLog: EventLog;
  /** Listens on `host:port`; resolves to the URL. Port 0 takes a free one. */
  listen(host: string, port: number): Promise<string>;
  /** Reports from now on that it is not ready, and goes on answering. */
  drain(): void;
  /** Answers what has arrived, settles what is in hand, and closes the store. */
  close(): Promise<void>;
}

export const SERVICES: readonly Service[] = [vpc, ecs, ebs, ...iam, sts, billing];

/** What is wrong with a fault, for a world file; undefined when it makes sense. */
export function judgeFault(spec: FaultSpec): FaultProblem | undefined {
  const read = readFault(spec, SERVICES);
  return 'wrong' in read ? read.wrong : undefined;
}

/** What is wrong with a data plane's name and options, a line each. */
export const dataPlaneProblems = (name: string, options: PlaneOptions): string[] =>
  planeProblems(name, options);

/** What this host can do of a data plane, and why not. Nothing is left of the look. */
export const probeDataPlane = (name: string, options: PlaneOptions): Promise<Capability[]> =>
  dataPlaneCalled(name, options).probe();

/** The data planes of this host, whether a server drives them or not. */
export const dataPlanesOnHost = (rootless: boolean): Promise<PlaneOnHost[]> =>
  planesOnHost(defaultRuntimeFolder(rootless), rootless);

/** Removes what a data plane has made on this host. @throws what `isPlaneRefusal` knows. */
export const cleanDataPlanes = (options: Omit<CleanOptions, 'runtimeFolder'>): Promise<Cleaned> =>
  clean({ ...options, runtimeFolder: defaultRuntimeFolder(options.rootless ?? false) });

/** Whether a data plane will not or cannot, for reasons that its message has, a line each. */
export const isPlaneRefusal = (error: unknown): error is Error => error instanceof PlaneRefusal;

const driverOf = (
  given: DataPlane | string,
  options: PlaneOptions | undefined,
  context: PlaneContext,
) => (typeof given === 'string' ? dataPlaneCalled(given, options, context) : given);

function nicCountersOf(dataPlane: DataPlane, clock: Clock) {
  if (dataPlane.counters === undefined) return undefined;
  return new Probe(async () => (await dataPlane.counters?.()) ?? [], clock);
}

/** How the control API finds what a packet may meet. */
const packetSourceOf = ({ regions }: World): PacketSource => ({
  interfaceEnd,
  interfaceWith,
  eipWith: (tx, address) =>
    eipWith(
      tx,
      address,
      regions.map(({ id }) => id),
    ),
  vpcsWith: async (tx, address) =>
    (await tx.all(vpcsWithAddress, { address })).map(({ vpc_id }) => vpc_id),
  network: networkOf,
  isRunning: async (tx, id) => (await instanceToEnsure(tx, id))?.instance.running ?? false,
});

/** The driver with the metadata service in its networks, where it can have one there. */
function withMetadata(driver: DataPlane, options: Omit<ListenersOptions, 'listenIn'>): DataPlane {
  const listenIn = driver.listenIn?.bind(driver);
  if (listenIn === undefined) return driver;
  return withNetworkService(driver, new MetadataListeners({ ...options, listenIn }));
}

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
  const driver = driverOf(options.dataPlane ?? 'none', options.planeOptions, {
    planeId: () => plane.planeId(),
    wakeAfter: (ms, wake) => clock.wakeAfter(ms, wake),
  });
  const time = new WorldTime({ real: clock, manual, shared: options.clock === undefined });
  const worldClock = time.clock;
  const ids = options.ids ?? randomIds(() => clock.now());
  const measurements = {
    requests: new RequestMetrics(services),
    store: new StoreMetrics(),
    nics: new NicTotals(),
    reconcilerFaults: 0,
    planeRefusals: new Map<string, number>(),
    faultsStruck: new Map<string, number>(),
  };
  const refused = (refusal: PlaneRefused) => {
    const { planeRefusals } = measurements;
    planeRefusals.set(refusal.kind, (planeRefusals.get(refusal.kind) ?? 0) + 1);
    options.onPlaneRefusal?.(refusal);
  };
  const onFault: NonNullable<ReconcilerOptions['onFault']> = (error, intent) => {
    measurements.reconcilerFaults += 1;
    options.onFault?.(error, intent);
  };
  const store = openStore(storeUrl, worldClock, {
    observer: measurements.store,
    realClock: clock,
    timer: systemTimer,
    ...(options.storeEvents && { events: options.storeEvents }),
    ...(options.schema && { schema: options.schema }),
  });
  const eventLog: EventLog = new EventLog({
    epoch: Buffer.from(ids.random(6)).toString('hex'),
    clock,
    onWanted: (wanted) => store.observeWith(wanted ? tellChanges(eventLog) : undefined),
  });
  const events = new EventStreams({ log: eventLog, clock });
  const { history: historySize = DEFAULT_HISTORY } = options;
  const history =
    historySize > 0 ? new RequestHistory({ most: historySize, clock, store }) : undefined;
  const metadataKey = new StoredSecret(store, ids, 'metadata-tokens');
  const metadata = new MetadataService({
    store,
    world,
    ids,
    tokenKey: metadataKey.key,
    onFault: options.onFault,
  });
  const dataPlane = withMetadata(driver, {
    store,
    service: metadata,
    onFault: options.onFault,
  });
  const kinds = services.flatMap((service) => service.transitions);
  const dwells = new Map(
    kinds.map(({ kind, dwell }) => [
      kind,
      transitions === 'instant' ? 0 : Math.round(dwell * pace),
    ]),
  );
  const settlesAt = (kind: string, now: number) => now + (dwells.get(kind) ?? 0);
  const networks = new Networks(store, dataPlane, {
    load: networkOf,
    touchedBy: networksOfTouch,
  });
  const reconciler: Reconciler = new Reconciler({
    store,
    clock: worldClock,
    transitions: kinds,
    dwells,
    dataPlane,
    networks,
    planeWork: () => plane.duty,
    checkTouches: options.checkAnswers ?? false,
    callFor: ({ account_id, region }) => ({
      accountId: account_id,
      // A region that the world no longer has.
      region: world.region(region) ?? { id: region, zones: [] },
      requestId: '',
      world,
      ids,
      settlesAt,
    }),
    onFault,
    onEnded: history?.ended,
    onRefusal: ({ kind, resource_id }, reason) =>
      refused({ kind, resourceId: resource_id, reason }),
    ...(options.between && { between: options.between }),
    ...(options.leaseMs && { leaseMs: options.leaseMs }),
  });
  const repair = new Repair({
    store,
    dataPlane,
    networks,
    wanted: {
      networks: networkIds,
      places: instancesToEnsure,
      place: instanceToEnsure,
      nics: heldNics,
      plug: plugAgain,
      unplug: unplugStray,
      giveUp: giveUpAttachment,
      keepRefusal: keepRefusalOf,
    },
    onFault,
    onRefusal: ({ nicId, reason }) => refused({ kind: 'repair', resourceId: nicId, reason }),
  });
  const hex = (bytes: number) => Buffer.from(ids.random(bytes)).toString('hex');
  const plane: Plane = new Plane({
    store,
    clock,
    dataPlane,
    host: options.host ?? hostname(),
    process: hex(8),
    newPlaneId: () => hex(4),
    repair,
    onDuty: () => reconciler.planeChanged(),
    keepHolder,
    onFault,
  });
  const planeControls = planeControl({
    store,
    clock,
    dataPlane,
    plane,
    repair,
    bindings: { of: bindingOfInstance, keep: bindInstance },
    onFault,
  });
  const faults = new Faults({
    services,
    clock,
    transitions: reconciler,
    onStruck(struck) {
      const { faultsStruck } = measurements;
      const key = `${struck.when} ${struck.effect}`;
      faultsStruck.set(key, (faultsStruck.get(key) ?? 0) + 1);
      options.onStruck?.(struck);
      eventLog.publish(struckEvent(struck));
    },
  });
  /** All that the world begins with, or those of one account. */
  const placeFaults = (accountId?: string) => {
    for (const spec of options.faults ?? []) {
      if (accountId !== undefined && spec.account !== accountId) continue;
      const added = faults.add(spec);
      if ('wrong' in added) throw new Error(`a fault makes no sense: ${added.wrong.problem}`);
    }
  };
  placeFaults();
  const sessionKeys = new SessionKeys(store, worldClock, world);
  const madeKey = (id: string) =>
    mayBeMade(id) ? store.read((tx) => findKey(tx, world, id)) : undefined;
  const guard = new ApiGuard(options);
  const pageTokenKey = new StoredSecret(store, ids, 'page-tokens');
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
    storedKey: (id) => sessionKeys.find(id) ?? madeKey(id),
    pageTokenKey: pageTokenKey.key,
    settlesAt,
    faults,
    onAnswered(answered) {
      measurements.requests.count(answered);
      options.onAnswered?.(answered);
      if (eventLog.wanted) eventLog.publish(answeredEvent(answered, clock.now()));
    },
    onHandled: history?.keep,
  });
  const bodies = new Bodies(options.bodyLimits ?? BODY_LIMITS);
  const connections = new Connections(gateway, options.maxConnections, options.onWrongProtocol);
  const http = listenTo(gateway, bodies, connections, options.secure);
  const { admission, rateLimits } = gateway;
  let phase: Phase = 'starting';
  let url = '';
  const settled = async () => {
    await reconciler.idle();
    if (plane.duty === 'nobody') return;
    await plane.idle();
    await reconciler.idle();
  };
  const snapshots = new Snapshots(store, readStoreUrl(storeUrl), options.schema);
  const restoreSnapshot = async (name: string) => {
    const rows = await snapshots.open(name);
    try {
      // What a fault held goes on in the snapshot.
      reconciler.forgetStruck();
      if (plane.duty !== 'ours') await restore(store, time, rows);
      else {
        // What is in hand ends before, and what is restored waits for the host.
        await reconciler.heldDuring(async () => {
          await restore(store, time, rows);
          await sweepAll(dataPlane);
          await repair.run();
        });
      }
    } finally {
      rows.close();
    }
    await settled();
    eventLog.publish(resetEvent(''));
  };
  const accounts = new Accounts({
    store,
    world,
    ids,
    seeds,
    faults: {
      forget(accountId) {
        faults.forget(accountId);
        eventLog.publish(resetEvent(accountId));
      },
      place: placeFaults,
    },
    async renewHost(ids) {
      if (plane.duty !== 'ours') return;
      const of = (table: ResourceTable) => [
        ...new Set(ids.flatMap((each) => each.get(table) ?? [])),
      ];
      await sweep(dataPlane, {
        nics: of('network_interface'),
        instances: of('instance'),
        networks: of('vpc'),
      });
      // What was in hand meanwhile may have put something there.
      await settled();
      await repair.run();
    },
  });
  const plant = (tx: Writer) => plantSeeds(tx, seeds, { world, ids });
  const control: Control = {
    ...planeControls,
    readBinding: (given) => bindingSchema.safeParse(given).data,
    about: {
      version: VERSION,
      auth,
      transitions,
      store: readStoreUrl(storeUrl).engine,
      schemaVersion: (options.schema ?? migrations).length,
      limits: { maxInFlight, accountsWithRateLimits: rateLimits.accounts },
    },
    phase: () => phase,
    url: () => url,
    storeProbe: new Probe(() => storeAnswers(store), clock),
    backlog: new Probe(() => store.read(backlog), clock),
    nicCounters: nicCountersOf(dataPlane, clock),
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
      historyRequests: history?.size.requests ?? 0,
      historyBytes: history?.size.bytes ?? 0,
      eventListeners: eventLog.listeners,
      eventsKept: eventLog.size.events,
      eventBytes: eventLog.size.bytes,
      planeRepairs: plane.duty === 'ours' ? repair.counts : {},
    }),
    token: options.controlToken || undefined,
    checkAnswers: options.checkAnswers ?? false,
    metadata: (request) => metadata.answer(request),
    services,
    world,
    store,
    ids,
    packets: packetSourceOf(world),
    clock: worldClock,
    advance: manual ? (ms) => time.advance(store, ms) : undefined,
    settled,
    history,
    events,
    accounts,
    snapshots: {
      save: (name) => snapshots.save(name),
      import: (name, file) => snapshots.import(name, file),
      list: () => snapshots.list(),
      remove: (name) => snapshots.remove(name),
      export: (name, file) => snapshots.export(name, file),
      restore: restoreSnapshot,
    },
    faults,
    backUp: (file) => backUp(store, file, options.schema),
    async reset() {
      faults.forget();
      await store.write(async (tx) => {
        await tx.empty();
        await time.keep(tx);
        await plant(tx);
      });
      placeFaults();
      if (plane.duty === 'ours') {
        await sweepAll(dataPlane);
        await repair.run();
      }
      await settled();
      history?.clear();
      eventLog.publish(resetEvent(''));
    },
  };
  http.addHook('onRequest', metadataProxy(control));
  http.addHook('onRequest', greetBrowsers);
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
    eventLog,
    async listen(host, port) {
      await time.begin(store);
      guard.listensOn(host);
      const planted = await store.write(plant);
      // Read now, so that lists can be read even when nothing can be written.
      await pageTokenKey.key();
      await plane.start();
      await reconciler.start();
      await plane.begin();
      if (planted > 0) await settled();
      phase = 'serving';
      const listened = await http.listen({ host, port });
      url = options.secure === undefined ? listened : listened.replace(/^http:/, 'https:');
      return url;
    },
    drain() {
      phase = 'draining';
    },
    async close() {
      phase = 'draining';
      events.close();
      faults.close();
      await http.close();
      eventLog.close();
      // What is in hand may still need the data plane.
      await reconciler.stop();
      await plane.stop();
      await time.end();
      await store.close();
      await snapshots.close();
    },
  };
}
