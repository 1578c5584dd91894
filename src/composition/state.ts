import { resetEvent } from '#events/happenings.ts';
import { sweep, sweepAll } from '#reconcile/sweep.ts';
import type { ResourceTable } from '#store/schema.ts';
import { Snapshots } from '#store/snapshots.ts';
import type { Writer } from '#store/store.ts';
import { readStoreUrl } from '#store/url.ts';
import { Accounts } from '#world/accounts.ts';
import { restore } from '#world/restore.ts';
import { plantSeeds } from '#world/seed.ts';
import { NO_SEEDS, type Seeds } from '#world/seeds.ts';
import type { PlaneParts } from './data-plane.ts';
import type { FaultParts } from './faults.ts';
import type { Foundation, FoundationOptions } from './foundation.ts';
import type { Observers } from './observers.ts';
import type { ReconcilerParts } from './reconciler.ts';

export interface StateOptions {
  /** Resources to start with; each is made only once in a store. */
  readonly seeds?: Seeds;
}

/** What replaces the state of the world, or of one account, as a whole. */
export type State = ReturnType<typeof createState>;

export function createState(
  options: StateOptions & Pick<FoundationOptions, 'schema'>,
  { store, storeUrl, world, ids, time }: Foundation,
  parts: {
    readonly observers: Observers;
    readonly faultParts: FaultParts;
    readonly planeParts: PlaneParts;
    readonly reconcilerParts: ReconcilerParts;
  },
) {
  const { eventLog, history } = parts.observers;
  const { faults, placeFaults } = parts.faultParts;
  const { dataPlane, plane, repair } = parts.planeParts;
  const { reconciler, settled } = parts.reconcilerParts;
  const { seeds = NO_SEEDS } = options;
  const snapshots = new Snapshots(store, readStoreUrl(storeUrl), options.schema);

  /** Makes the resources to start with, as far as the store has not had them; says how many. */
  const plant = (tx: Writer) => plantSeeds(tx, seeds, { world, ids });

  /** Removes everything from the host, and makes there what the store says. */
  const renewHost = async () => {
    await sweepAll(dataPlane);
    await repair.run();
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

  return {
    accounts,
    snapshots,
    plant,

    async restoreSnapshot(name: string): Promise<void> {
      const rows = await snapshots.open(name);
      try {
        // What a fault held goes on in the snapshot.
        reconciler.forgetStruck();
        if (plane.duty !== 'ours') await restore(store, time, rows);
        else {
          // What is in hand ends before, and what is restored waits for the host.
          await reconciler.heldDuring(async () => {
            await restore(store, time, rows);
            await renewHost();
          });
        }
      } finally {
        rows.close();
      }
      await settled();
      eventLog.publish(resetEvent(''));
    },

    async reset(): Promise<void> {
      faults.forget();
      await store.write(async (tx) => {
        await tx.empty();
        await time.keep(tx);
        await plant(tx);
      });
      await placeFaults();
      if (plane.duty === 'ours') await renewHost();
      await settled();
      history?.clear();
      eventLog.publish(resetEvent(''));
    },
  };
}
