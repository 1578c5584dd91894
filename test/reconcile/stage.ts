import { ManualClock } from '#platform/clock.ts';
import { query } from '#store/query.ts';
import type { IntentRow } from '#store/schema.ts';
import { SERVICES } from '#test/support/services.ts';
import { breaches } from '../support/invariants.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { snapshot } from './snapshot.ts';
import { STEPS } from './steps.ts';
import type { Trouble } from './trouble.ts';

/** Every kind of transition that there is. */
export const TRANSITIONS = SERVICES.flatMap(({ transitions }) => transitions);

/** The record of a story: the world after each step, and what happened. */
export interface Told {
  /** By the kind of transition that the step is about. */
  readonly worlds: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Kinds that were settled in the step that is about them. */
  readonly settled: readonly string[];
  /** Violated invariants, and faults that the trouble did not cause. */
  readonly broken: readonly string[];
}

const HOUR_MS = 3_600_000;
const SECOND_MS = 1000;
/** The first hour of the story, far from a month's end. */
const BEGIN = Date.UTC(2030, 0, 10);
/** A tenth of every dwell time, so that no transition takes longer than a second by itself. */
const PACE = 0.1;

/**
 * Plays each step on a new server whose every transition meets `trouble`, lets all transitions end,
 * and records the world. Each step takes an hour, however often it has to be tried.
 */
export async function tell(trouble: Trouble): Promise<Told> {
  const clock = new ManualClock(BEGIN);
  const settled = new Set<string>();
  const faults: string[] = [];
  let about = '';
  const server = await startServer({
    clock,
    auth: 'lenient',
    transitions: 'manual',
    pace: PACE,
    services: SERVICES.map((service) => ({
      ...service,
      transitions: service.transitions.map((transition) =>
        trouble.transition({
          ...transition,
          async settle(tx, intent, outcome, context) {
            if (intent.kind === about) settled.add(about);
            return transition.settle(tx, intent, outcome, context);
          },
        }),
      ),
    })),
    dataPlane: trouble.plane,
    between: (step, intent) => trouble.between(step, intent),
    // Errors that the trouble throws are not faults of the server.
    onFault: (fault) => trouble.isOurs(fault) || faults.push(String(fault)),
  });
  trouble.store = server.store;
  const made: Record<string, string> = {};
  const worlds: Record<string, Record<string, unknown>> = {};
  try {
    for (const [hour, [kind, step]] of Object.entries(STEPS).entries()) {
      about = kind;
      const at = BEGIN + hour * HOUR_MS;
      await step({ server, settle: () => settle(server), at, made });
      await settle(server);
      worlds[kind] = await snapshot(server.store, trouble.plane, BEGIN);
      advanceTo(server, BEGIN + (hour + 1) * HOUR_MS);
    }
    const broken = await breaches(server.store, server.world, true);
    return { worlds, settled: [...settled], broken: [...broken, ...faults] };
  } finally {
    await server.close();
  }
}

/** Advances time, second by second, until no transition of this hour is left. */
async function settle(server: TestServer): Promise<void> {
  const clock = server.manualClock();
  const end = clock.now() - (clock.now() % HOUR_MS) + HOUR_MS;
  while ((await onTheirWay(server, end)).length > 0) {
    if (clock.now() + SECOND_MS >= end) {
      throw new Error(`not settled: ${JSON.stringify(await onTheirWay(server, end))}`);
    }
    clock.advance(SECOND_MS);
    await turnOfEvents();
  }
  await server.settled();
}

function advanceTo(server: TestServer, time: number): void {
  const clock = server.manualClock();
  clock.advance(time - clock.now());
}

const turnOfEvents = () => new Promise((next) => setImmediate(next));

const onTheirWay = (server: TestServer, end: number): Promise<IntentRow[]> =>
  server.store.read((tx) => tx.all(dueBefore, { end }));

const dueBefore = query((db, p: { end: number }) =>
  db.selectFrom('intent').selectAll().where('due_at', '<', p.end),
);
