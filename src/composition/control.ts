import type { Control } from '#control/control.ts';
import type { Phase } from '#control/health.ts';
import { Probe } from '#control/probe.ts';
import { storeAnswers } from '#control/store-answers.ts';
import { Refused } from '#core/refusal.ts';
import type { DataPlane } from '#dataplane/driver.ts';
import type { MetadataService } from '#metadata/service.ts';
import type { Clock } from '#platform/clock.ts';
import { VERSION } from '#platform/version.ts';
import { awaitedIntents } from '#reconcile/awaited.ts';
import { backlog } from '#reconcile/backlog.ts';
import { bindingSchema } from '#services/ecs/instance/binding.ts';
import { backUp } from '#store/backup.ts';
import { migrations } from '#store/migrations.ts';
import type { StoreUnavailable } from '#store/store.ts';
import { readStoreUrl } from '#store/url.ts';
import type { Api } from './api.ts';
import type { PlaneParts } from './data-plane.ts';
import type { FaultParts } from './faults.ts';
import type { Foundation, FoundationOptions } from './foundation.ts';
import type { Observers } from './observers.ts';
import { createPacketSource } from './packets.ts';
import type { ReconcilerParts } from './reconciler.ts';
import type { State } from './state.ts';

export interface ControlOptions {
  /** Lets the control API answer beyond loopback, to requests that carry this token. */
  readonly controlToken?: string;
}

/** The parts of the server that the control API shows and changes. */
export interface ControlledParts {
  readonly observers: Observers;
  readonly metadata: MetadataService;
  readonly planeParts: PlaneParts;
  readonly reconcilerParts: ReconcilerParts;
  readonly faultParts: FaultParts;
  readonly api: Api;
  readonly state: State;
  readonly phase: () => Phase;
  /** Why the server cannot start yet. */
  readonly storeAway: () => StoreUnavailable | undefined;
  /** Where the server listens; '' before it does. */
  readonly url: () => string;
}

/** What the control API does, by the parts that do it. */
export function createControl(
  options: ControlOptions & Pick<FoundationOptions, 'schema'>,
  { services, world, store, storeUrl, ids, clock, time, transitions, checkAnswers }: Foundation,
  parts: ControlledParts,
): Control {
  const { observers, metadata, planeParts, api, state, phase, storeAway, url } = parts;
  const { history } = observers;
  const { snapshots } = state;
  return {
    ...planeParts.control,
    readBinding: (given) => bindingSchema().safeParse(given).data,
    about: {
      version: VERSION,
      auth: api.auth,
      transitions,
      store: readStoreUrl(storeUrl).engine,
      schemaVersion: (options.schema ?? migrations).length,
      limits: {
        maxInFlight: api.maxInFlight,
        accountsWithRateLimits: api.gateway.rateLimits.accounts,
      },
    },
    phase,
    storeAway,
    url,
    storeProbe: new Probe(() => storeAnswers(store), clock),
    backlog: new Probe(() => store.read(backlog), clock),
    nicCounters: nicCountersOf(planeParts.dataPlane, clock),
    measurements: observers.measurements,
    gauges: gaugesOf(store, parts),
    token: options.controlToken || undefined,
    refusalOfKey: (key, head) => refusalOf(() => api.guard.refuseKey(key, head, api.auth)),
    refuseUnknownPage: (head) => api.guard.refuseUnknownPage(head),
    checkAnswers,
    metadata: (request) => metadata.answer(request),
    services,
    world,
    store,
    ids,
    packets: createPacketSource(world),
    clock: time.clock,
    advance: transitions === 'manual' ? (ms) => time.advance(store, ms) : undefined,
    settled: parts.reconcilerParts.settled,
    awaited: (most) => store.read((tx) => awaitedIntents(tx, most)),
    history,
    events: observers.eventStreams,
    accounts: state.accounts,
    snapshots: {
      save: (name) => snapshots.save(name),
      import: (name, file) => snapshots.import(name, file),
      list: () => snapshots.list(),
      remove: (name) => snapshots.remove(name),
      export: (name, file) => snapshots.export(name, file),
      restore: state.restoreSnapshot,
    },
    faults: parts.faultParts.faults,
    backUp: (file) => backUp(store, file, options.schema),
    reset: state.reset,
  };
}

/** What it refuses, in words. */
function refusalOf(work: () => void): string | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
  return undefined;
}

function gaugesOf(
  store: Foundation['store'],
  { observers, planeParts, api }: ControlledParts,
): Control['gauges'] {
  const { history, eventLog } = observers;
  const { plane, repair } = planeParts;
  const { bodies, connections } = api;
  const { admission } = api.gateway;
  return () => ({
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
  });
}

function nicCountersOf(dataPlane: DataPlane, clock: Clock): Control['nicCounters'] {
  if (dataPlane.counters === undefined) return undefined;
  return new Probe(async () => (await dataPlane.counters?.()) ?? [], clock);
}
