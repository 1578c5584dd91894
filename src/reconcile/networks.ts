import type { Network } from '#core/network.ts';
import type { Touch } from '#core/packet-tables.ts';
import type { Transition } from '#core/transition.ts';
import { type DataPlane, Overtaken } from '#dataplane/driver.ts';
import { CoalescedByKey } from '#platform/coalesced.ts';
import { waitForAll } from '#platform/wait-for-all.ts';
import { query } from '#store/query.ts';
import type { NoticeTouches, Reader, Store, Writer } from '#store/store.ts';

/** How networks are found in the store. The modules that own the tables know. */
export interface NetworkSource {
  /** A network as the store has it; undefined when it is gone. */
  readonly load: (tx: Reader, id: string) => Promise<Omit<Network, 'revision'> | undefined>;
  /** The networks in which packets meet a row. */
  readonly touchedBy: (tx: Reader, touch: Touch) => Promise<string[]>;
}

/** Applies networks as the store has them when their turn comes. */
export class Networks {
  readonly #store: Store;
  readonly #plane: DataPlane;
  readonly source: NetworkSource;
  readonly #applying = new CoalescedByKey((id) => this.#carryOut(id));

  constructor(store: Store, plane: DataPlane, source: NetworkSource) {
    this.#store = store;
    this.#plane = plane;
    this.source = source;
  }

  /**
   * Resolves when the network in the data plane is as the store had it after this call, or later.
   * @throws what the driver throws.
   */
  apply(id: string): Promise<void> {
    return this.#applying.run(id);
  }

  async #carryOut(id: string): Promise<void> {
    const { network, revision } = await this.#store.read((tx) => loadNetwork(tx, this.source, id));
    try {
      if (network !== undefined) await this.#plane.applyNetwork(network);
      // Without a revision the store knows nothing of it, and whatever came before is void.
      else await this.#plane.removeNetwork(id, revision === 0 ? undefined : revision);
    } catch (error) {
      // A later picture has been applied, and with it what this one shows.
      if (!(error instanceof Overtaken)) throw error;
    }
    if (network === undefined) await this.#store.write((tx) => tx.run(forgetRevision, { id }));
  }
}

/** A network with its revision; no network when it is gone. */
export async function loadNetwork(
  tx: Reader,
  source: Pick<NetworkSource, 'load'>,
  id: string,
): Promise<{ readonly network: Network | undefined; readonly revision: number }> {
  const revision = (await tx.first(revisionOf, { id }))?.revision ?? 0;
  const picture = await source.load(tx, id);
  return { network: picture && { ...picture, revision }, revision };
}

/** Applies a network that a transaction has touched. */
export const NETWORK_APPLY: Transition = {
  kind: 'network.apply',
  dwell: 0,
  oneStatement: true,
  work: async (_, { resource_id }) => [[{ do: 'network', networkId: resource_id }]],
  settle: async () => true,
};

/**
 * While a data plane is on: raises the revision of each network that a transaction touched, and
 * owes its application, unless a transition of the same transaction has it applied.
 */
export function noticing(source: Pick<NetworkSource, 'touchedBy'>): NoticeTouches {
  return async (tx, touches) => {
    const networks = new Map<string, boolean>();
    for (const touch of touches) {
      for (const id of await source.touchedBy(tx, touch)) {
        networks.set(id, touch.carried && networks.get(id) !== false);
      }
    }
    // Always in one order, so that no two transactions wait for each other.
    const inOrder = [...networks].sort(([a], [b]) => (a < b ? -1 : 1));
    await waitForAll(inOrder.map(([id, carried]) => touchNetwork(tx, id, carried)));
  };
}

async function touchNetwork(tx: Writer, id: string, carried: boolean): Promise<void> {
  await tx.run(raiseRevision, { id, one: 1 });
  if (!carried) await owe(tx, id);
}

/** Owes the application of a network: once, however often it is owed before that is done. */
export function owe(tx: Writer, networkId: string): Promise<void> {
  return tx.intendAgain({
    id: `${NETWORK_APPLY.kind}/${networkId}`,
    kind: NETWORK_APPLY.kind,
    account_id: '',
    region: '',
    resource_id: networkId,
    due_at: tx.now,
  });
}

/** For tests: whoever writes what packets meet must say which network he touches. */
export const checking: NoticeTouches = async (_, __, unconsidered) => {
  if (unconsidered.length === 0) return;
  throw new Error(`${unconsidered.join()} was written, and no network touched: Writer.touch`);
};

const revisionOf = query((db, p: { id: string }) =>
  db.selectFrom('network_revision').select('revision').where('id', '=', p.id),
);

const raiseRevision = query((db, p: { id: string; one: number }) =>
  db
    .insertInto('network_revision')
    .values({ id: p.id, revision: p.one })
    .onConflict((present) =>
      present
        .column('id')
        .doUpdateSet((set) => ({ revision: set('network_revision.revision', '+', 1) })),
    ),
);

/** Of a network that is gone: its id never comes back. */
const forgetRevision = query((db, p: { id: string }) =>
  db
    .deleteFrom('network_revision')
    .where('id', '=', p.id)
    .where('id', 'not in', (vpcs) => vpcs.selectFrom('vpc').select('id').where('id', '=', p.id)),
);
