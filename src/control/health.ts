import * as z from 'zod';
import { loadServices, type Service } from '#core/service.ts';
import { type Store, StoreUnavailable } from '#store/store.ts';
import type { Probe } from './probe.ts';
import { type Call, routesOf } from './route.ts';

/** How this server is configured. */
export interface About {
  readonly version: string;
  readonly auth: string;
  readonly transitions: string;
  /** `memory`, `sqlite` or `postgres`. */
  readonly store: string;
  /** The version of the schema that this process works with. */
  readonly schemaVersion: number;
  readonly limits: Limits;
}

/** Limits beyond which requests are refused with 429. */
export interface Limits {
  /** The number of requests in flight. */
  readonly maxInFlight: number;
  /** The number of accounts with rate limits. */
  readonly accountsWithRateLimits: number;
}

/** What the data plane of this host can do. */
export interface Plane {
  readonly name: string;
  readonly capabilities: readonly {
    readonly name: string;
    readonly available: boolean;
    /** Why not; '' when it is. */
    readonly reason: string;
  }[];
  /** Whether this process does its work, or leaves it to `host`; absent where there is none. */
  readonly duty?: 'ours' | 'others';
  /** The host that the store's data plane is on. */
  readonly host?: string;
  /** Tells it from the other data planes of that host: part of the names of what is made there. */
  readonly planeId?: string;
  /** When its process was heard of last, and for how long not since, in seconds. */
  readonly heardAt?: string;
  readonly silentSeconds?: number;
  /** What was put right since the start of this process, by kind. */
  readonly repairs?: Readonly<Record<string, number>>;
  /** What waits, for whom and why; '' when nothing has to. */
  readonly waitsFor?: string;
}

export type Phase = 'starting' | 'serving' | 'draining';

export interface HealthControl {
  readonly about: About;
  readonly phase: () => Phase;
  /** Why the server cannot start yet, if that is because of the store. */
  readonly storeAway: () => StoreUnavailable | undefined;
  readonly store: Store;
  /** Resolves when the store has answered. */
  readonly storeProbe: Probe<true>;
  readonly services: readonly Service[];
  readonly plane: () => Promise<Plane>;
}

export interface Readiness {
  readonly ready: boolean;
  /** Why not; '' when it is. */
  readonly reason: string;
}

/** The process answers: no more is checked. */
const viewLive = () => ({ live: true as const });

/** Whether this process should get requests. */
async function viewReady(control: HealthControl): Promise<Readiness> {
  const { phase, storeAway, store, storeProbe } = control;
  const now = phase();
  const away = storeAway();
  if (now === 'starting' && away !== undefined) {
    return { ready: false, reason: `the server is starting: ${away.message}` };
  }
  if (now !== 'serving') return { ready: false, reason: `the server is ${now}` };
  // A known outage is answered at once, because an earlier probe may still be waiting for the
  // store.
  const { outage } = store;
  if (outage !== undefined) return noAnswer(outage);
  if (await storeProbe.ask()) return { ready: true, reason: '' };
  return noAnswer(storeProbe.failure);
}

function noAnswer(failure: unknown): Readiness {
  const why = failure instanceof StoreUnavailable ? `: ${failure.message}` : '';
  return { ready: false, reason: `the store does not answer${why}` };
}

/** Whether the server works, and what it enforces and what it only records. */
async function viewHealth(control: HealthControl) {
  const { about, plane } = control;
  return {
    ...viewLive(),
    ...(await viewReady(control)),
    ...about,
    dataPlane: await plane(),
  };
}

/** What the API offers, and what the vendor's offers and this one does not. */
async function viewCapabilities({ services, plane }: HealthControl) {
  return {
    services: (await loadServices(services)).map(({ name, version, actions, notYet }) => ({
      name,
      version,
      actions: actions.map((action) => action.name),
      notYet,
    })),
    dataPlane: await plane(),
  };
}

const readiness = {
  ready: z.boolean().describe('whether this process should get requests'),
  reason: z.string().describe("why not; '' when it is ready"),
};

const dataPlane = z.strictObject({
  name: z.string(),
  capabilities: z
    .array(z.strictObject({ name: z.string(), available: z.boolean(), reason: z.string() }))
    .readonly(),
  duty: z.enum(['ours', 'others']).optional(),
  host: z.string().optional(),
  planeId: z.string().optional(),
  heardAt: z.string().optional(),
  silentSeconds: z.number().optional(),
  repairs: z.record(z.string(), z.number()).readonly().optional(),
  waitsFor: z.string().optional(),
});

const route = routesOf<HealthControl>();

/** Answers 503 when the view says that the server is not ready. */
function orUnavailable<V extends { readonly ready: boolean }>(
  view: (control: HealthControl) => Promise<V>,
) {
  return async (control: HealthControl, { response }: Call<unknown, unknown>) => {
    const said = await view(control);
    if (!said.ready) response.statusCode = 503;
    return said;
  };
}

export const healthRoutes = [
  route({
    method: 'GET',
    path: 'health',
    summary: 'Says whether the server works, and what it enforces and what it only records.',
    answer: z.strictObject({
      live: z.literal(true),
      ...readiness,
      version: z.string(),
      auth: z.string(),
      transitions: z.string(),
      store: z.string(),
      schemaVersion: z.int(),
      limits: z.strictObject({ maxInFlight: z.int(), accountsWithRateLimits: z.int() }),
      dataPlane,
    }),
    handle: orUnavailable(viewHealth),
  }),
  route({
    method: 'GET',
    path: 'health/live',
    summary: 'Says that the process answers, and checks no more.',
    answer: z.strictObject({ live: z.literal(true) }),
    handle: viewLive,
  }),
  route({
    method: 'GET',
    path: 'health/ready',
    summary: 'Says whether this process should get requests; 503 when it should not.',
    answer: z.strictObject(readiness),
    handle: orUnavailable(viewReady),
  }),
  route({
    method: 'GET',
    path: 'capabilities',
    summary: "Lists the actions that there are, and those of the vendor's that there are not.",
    answer: z.strictObject({
      services: z.array(
        z.strictObject({
          name: z.string(),
          version: z.string(),
          actions: z.array(z.string()),
          notYet: z.record(z.string(), z.unknown()).readonly(),
        }),
      ),
      dataPlane,
    }),
    handle: viewCapabilities,
  }),
];
