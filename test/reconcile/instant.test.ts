import { afterEach, describe, expect, it } from 'vitest';
import { RESOURCE_TABLES } from '#core/resources.ts';
import { none } from '#dataplane/none.ts';
import { ManualClock } from '#platform/clock.ts';
import { NETWORK_APPLY } from '#reconcile/networks.ts';
import { dynamic } from '#store/dynamic.ts';
import { query } from '#store/query.ts';
import type { Store } from '#store/store.ts';
import { MemoryPlane } from '../support/memory-plane.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { TRANSITIONS } from './stage.ts';
import { STEPS } from './steps.ts';

/**
 * In `instant` mode nobody sees a transient status, except where a data plane has to act: what an
 * action begins has ended when it is answered, whatever the reconciler is doing.
 */

const HOUR_MS = 3_600_000;
const BEGIN = Date.UTC(2030, 0, 10);
const OF_WORK = TRANSITIONS.filter(({ work }) => work).map(({ kind }) => kind);

let server: TestServer;
afterEach(() => server.close());

/** Holds the reconciler, so that only the actions' own transactions go on. */
function holdReconciler(store: Store): { hold(): void; release(): void } {
  const { write } = store;
  let gate = Promise.withResolvers<void>();
  let held = false;
  store.write = async (work, isolation) => {
    if (held && isolation === 'locked') await gate.promise;
    return write.call(store, work, isolation) as ReturnType<typeof work>;
  };
  return {
    hold() {
      gate = Promise.withResolvers();
      held = true;
    },
    release() {
      held = false;
      gate.resolve();
    },
  };
}

const dueNow = query((db, p: { now: number }) =>
  db.selectFrom('intent').select('kind').where('due_at', '<=', p.now),
);

/** The kinds of the transitions that are left for the reconciler to settle now. */
const left = () =>
  server.store.read(async (tx) => (await tx.all(dueNow, { now: tx.now })).map(({ kind }) => kind));

const ON_THEIR_WAY = /^(Pending|Reserved)$|ing$|(ING)$/;

/** Every resource in a transient status, by table. */
const moving = () =>
  server.store.read(async (tx) => {
    const found: string[] = [];
    for (const table of RESOURCE_TABLES) {
      const rows = await tx.select((db) => dynamic(db).selectFrom(table).select('status'));
      for (const { status } of rows) {
        if (status !== 'RUNNING' && ON_THEIR_WAY.test(status)) found.push(`${table} ${status}`);
      }
    }
    return found;
  });

describe.each([
  { plane: none, waits: [] as string[] },
  { plane: new MemoryPlane(), waits: [...OF_WORK, NETWORK_APPLY.kind] },
])('with the data plane $plane.name', ({ plane, waits }) => {
  it('leaves nothing for later but what waits for the data plane', async () => {
    const clock = new ManualClock(BEGIN);
    server = await startServer({
      clock,
      auth: 'lenient',
      transitions: 'instant',
      dataPlane: plane,
    });
    const reconciler = holdReconciler(server.store);
    const made: Record<string, string> = {};
    const settle = async () => {
      reconciler.release();
      await server.settled();
      reconciler.hold();
    };
    for (const [hour, [kind, step]] of Object.entries(STEPS).entries()) {
      reconciler.hold();
      try {
        await step({ server, settle, at: BEGIN + hour * HOUR_MS, made });
        for (const each of await left()) expect(waits, `after ${kind}`).toContain(each);
        if (!plane.enabled) expect(await moving(), `after ${kind}`).toEqual([]);
        // Deliveries of orders are due at their own times.
        clock.advance(HOUR_MS);
        await settle();
        expect(await left(), `in the end of ${kind}`).toEqual([]);
        expect(await moving(), `in the end of ${kind}`).toEqual([]);
      } finally {
        reconciler.release();
      }
    }
  });
});
