/**
 * One of several identical processes on one database. Its parent says by the environment where the
 * database is and which guard is broken, reads the port and faults from messages, and is the data
 * plane: plugs and unplugs go to it as messages. One process may drive network namespaces instead.
 */
import type { DataPlane, Inventory } from '#dataplane/driver.ts';
import { none } from '#dataplane/none.ts';
import type { FromChild, PlaneCall, PlaneDeed, ToChild } from './messages.ts';
import { breakGuard, type Mutation } from './mutations.ts';

const {
  HISTORY_STORE = '',
  HISTORY_PLANE,
  HISTORY_PLANE_ID = '',
  HISTORY_PLANE_FOLDER = '',
  HISTORY_LEASE_MS,
  HISTORY_PACE,
  HISTORY_MUTATION,
} = process.env;
if (HISTORY_MUTATION) breakGuard(HISTORY_MUTATION as Mutation);

// The sources are loaded only after the guard was broken in them.
const { createServer } = await import('#server.ts');
const { Overtaken, PlaneRefusal } = await import('#dataplane/driver.ts');
const { StoreUnavailable } = await import('#store/store.ts');
const { systemClock } = await import('#platform/clock.ts');
const { WORLD } = await import('./world.ts');
const { WatchedPlane } = await import('./watched-plane.ts');

const tell = (message: FromChild) => process.send?.(message);

const waiting = new Map<
  number,
  { done: (inventory?: Inventory) => void; failed: (error: Error) => void }
>();
let calls = 0;

function call(work: PlaneCall): Promise<void> {
  calls += 1;
  const id = calls;
  return new Promise((done, failed) => {
    waiting.set(id, { done: () => done(), failed });
    tell({ kind: 'call', id, work });
  });
}

function look(): Promise<Inventory> {
  calls += 1;
  const id = calls;
  return new Promise((done, failed) => {
    waiting.set(id, { done: (inventory) => inventory && done(inventory), failed });
    tell({ kind: 'look', id });
  });
}

function did(deed: PlaneDeed): Promise<void> {
  calls += 1;
  const id = calls;
  return new Promise((done, failed) => {
    waiting.set(id, { done: () => done(), failed });
    tell({ kind: 'did', id, deed });
  });
}

const simulated: DataPlane = {
  ...none,
  name: 'simulated',
  enabled: true,
  probe: async () => [],
  inspect: look,
  plug: (nic, instanceId, fencingToken) =>
    call({ do: 'plug', nicId: nic.id, instanceId, fencingToken }),
  applyNetwork: (network) => call({ do: 'apply', network, fencingToken: network.revision }),
  unplug: (nicId, fencingToken = 0) => call({ do: 'unplug', nicId, fencingToken }),
};

const planeOf = (kind: string): DataPlane =>
  kind === 'simulated'
    ? simulated
    : new WatchedPlane(
        {
          context: {
            planeId: () => HISTORY_PLANE_ID,
            wakeAfter: (ms, wake) => systemClock.wakeAfter(ms, wake),
            runtimeFolder: HISTORY_PLANE_FOLDER,
          },
        },
        did,
      );

process.on('message', ({ id, answer, inventory }: ToChild) => {
  const { done, failed } = waiting.get(id) ?? {};
  waiting.delete(id);
  if (answer === 'done') done?.(inventory);
  else if (answer === 'overtaken') failed?.(new Overtaken());
  else failed?.(new PlaneRefusal('there is no room on the host'));
});
process.on('disconnect', () => process.exit(0));

/** A store that cannot be reached is not reported as a fault: the run is about just that. */
function fault(error: unknown): void {
  if (error instanceof StoreUnavailable) return;
  tell({ kind: 'fault', text: error instanceof Error ? (error.stack ?? '') : String(error) });
}

const server = createServer({
  store: HISTORY_STORE,
  world: WORLD,
  leaseMs: Number(HISTORY_LEASE_MS),
  ...(HISTORY_PACE && { transitions: 'realistic' as const, pace: Number(HISTORY_PACE) }),
  auth: 'lenient',
  onAnswered: (answered) => answered.fault !== undefined && fault(answered.fault),
  onFault: fault,
  onPlaneRefusal: ({ kind, resourceId, reason }) =>
    tell({ kind: 'refused', text: `${kind} of ${resourceId}: ${reason}` }),
  ...(HISTORY_PLANE && { dataPlane: planeOf(HISTORY_PLANE) }),
});
const url = await server.listen('127.0.0.1', 0);
tell({ kind: 'listening', host: url.replace('http://', '') });
