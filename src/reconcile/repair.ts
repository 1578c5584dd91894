import type { CommandEnd } from '#core/guest-command.ts';
import type { Place } from '#core/network.ts';
import type { PlaneWork } from '#core/transition.ts';
import {
  type DataPlane,
  type Inventory,
  Overtaken,
  PlaceRefusal,
  PlaneRefusal,
} from '#dataplane/driver.ts';
import type { Reader, Store, Writer } from '#store/store.ts';
import type { Networks } from './networks.ts';

/** What the store wants of a data plane. The modules that own the tables know. */
export interface WantedSource {
  readonly networks: (tx: Reader) => Promise<string[]>;
  readonly places: (tx: Reader) => Promise<WantedPlace[]>;
  readonly place: (tx: Reader, id: string) => Promise<WantedPlace | undefined>;
  readonly nics: (tx: Reader) => Promise<WantedNic[]>;
  /** How to plug a NIC again; undefined when it is not wanted, or has changed since `revision`. */
  readonly plug: (
    tx: Writer,
    nicId: string,
    revision?: number,
  ) => Promise<(PlaneWork & { readonly do: 'plug' }) | undefined>;
  /** How to take out a NIC that nobody wants; undefined when a transition deals with it. */
  readonly unplug: (
    tx: Writer,
    nicId: string,
  ) => Promise<{ readonly fencingToken?: number } | undefined>;
  /**
   * Wants a NIC no more that was refused when it was put back, and keeps the reason. False when it
   * goes on being wanted: nothing but its instance's end takes it away, or it has changed since
   * `revision`.
   */
  readonly giveUp: (
    tx: Writer,
    refused: { readonly nicId: string; readonly revision: number; readonly reason: string },
  ) => Promise<boolean>;
  /** The commands that should go on, and whether each has been begun by now. */
  readonly commands: (tx: Reader) => Promise<{ readonly id: string; readonly begun: boolean }[]>;
  /**
   * Keeps how a command has ended, or that nothing is known of it any more; false when nobody waits
   * for it.
   */
  readonly keepCommandEnd: (
    tx: Writer,
    commandId: string,
    end: CommandEnd | 'lost',
  ) => Promise<boolean>;
  /** Keeps why a NIC that is wanted cannot be plugged; '' when it is. */
  readonly keepRefusal: (tx: Writer, nicId: string, reason: string) => Promise<void>;
}

export interface WantedPlace {
  readonly instance: Place;
  readonly fencingToken: number;
  /** Whether it must be there by now. */
  readonly due: boolean;
}

export interface WantedNic {
  readonly id: string;
  readonly instanceId: string;
  readonly revision: number;
  /** Whether it must be plugged by now. */
  readonly inUse: boolean;
}

/** What was put right, and what could not be. */
export const REPAIRS = [
  'network-made',
  'network-removed',
  'instance-made',
  'instance-removed',
  'nic-plugged',
  'nic-removed',
  'command-lost',
  'command-ended',
  'failed',
] as const;

export type RepairKind = (typeof REPAIRS)[number];

export interface RepairOptions {
  readonly store: Store;
  readonly dataPlane: DataPlane;
  readonly networks: Networks;
  readonly wanted: WantedSource;
  readonly onFault: (error: unknown) => void;
  readonly onRefusal: (refusal: { nicId: string; reason: string }) => void;
}

const AT_ONCE = 32;

/**
 * Compares what is in the data plane with what the store wants, and puts it right. What a transition
 * under way explains is left to it, and what is done carries the tokens that any plan carries.
 */
export class Repair {
  readonly counts: Record<RepairKind, number> = Object.fromEntries(
    REPAIRS.map((kind) => [kind, 0]),
  ) as Record<RepairKind, number>;
  readonly #options: RepairOptions;
  #running: Promise<void> | undefined;

  constructor(options: RepairOptions) {
    this.#options = options;
  }

  /** Resolves when everything has been looked at after this call. Failures are counted and told. */
  run(): Promise<void> {
    const before = this.#running ?? Promise.resolve();
    const run = before.then(() => this.#compare()).catch((error) => this.#failed(error));
    this.#running = run;
    return run;
  }

  /** Plugs a NIC again that has gone, if the store wants it. Resolves to whether it is in. */
  async plugAgain(nicId: string, revision?: number): Promise<boolean> {
    const { store, wanted, dataPlane } = this.#options;
    const work = await store.write((tx) => wanted.plug(tx, nicId, revision));
    if (work === undefined) return false;
    try {
      await dataPlane.plug(work.nic, work.instanceId, work.fencingToken);
    } catch (error) {
      if (error instanceof Overtaken) return false;
      if (error instanceof PlaneRefusal) {
        this.#options.onRefusal({ nicId, reason: error.message });
        const refused = { nicId, revision: work.fencingToken, reason: error.message };
        const isOfPlace = error instanceof PlaceRefusal;
        await store.write(async (tx) => {
          if (!isOfPlace && (await wanted.giveUp(tx, refused))) return;
          await wanted.keepRefusal(tx, nicId, error.message);
        });
      }
      throw error;
    }
    await store.write((tx) => wanted.keepRefusal(tx, nicId, ''));
    this.counts['nic-plugged'] += 1;
    return true;
  }

  /** Makes an instance as the store wants it, with its NICs. @throws what the driver throws. */
  async ensureInstance(instanceId: string): Promise<void> {
    const { store, wanted, dataPlane } = this.#options;
    const place = await store.read((tx) => wanted.place(tx, instanceId));
    if (place?.due !== true) return;
    await dataPlane.ensureInstance(place.instance, place.fencingToken).catch(unlessOvertaken);
    const nics = await store.read((tx) => wanted.nics(tx));
    const own = nics.filter((nic) => nic.instanceId === instanceId && nic.inUse);
    const { nics: present } = await dataPlane.inspect();
    const inside = new Set(
      present.filter((nic) => nic.instanceId === instanceId).map(({ nicId }) => nicId),
    );
    for (const { id } of own) if (!inside.has(id)) await this.plugAgain(id);
  }

  /** Keeps how a command has ended, and has the data plane forget it. */
  async commandEnded(commandId: string): Promise<void> {
    const { store, wanted, dataPlane } = this.#options;
    const end = dataPlane.commands?.list().get(commandId);
    if (end === undefined) return;
    await store.write((tx) => wanted.keepCommandEnd(tx, commandId, end));
    await dataPlane.commands?.end(commandId);
  }

  async #compare(): Promise<void> {
    const { store, dataPlane, wanted } = this.#options;
    // Read before the look: what is missing then was there to be made. What is too much is judged by
    // what is read after it.
    const before = await store.read(async (tx) => ({
      networks: await wanted.networks(tx),
      places: await wanted.places(tx),
      nics: await wanted.nics(tx),
    }));
    const present = await dataPlane.inspect();
    const after = await store.read(async (tx) => ({
      networks: new Set(await wanted.networks(tx)),
      places: new Set((await wanted.places(tx)).map(({ instance }) => instance.id)),
    }));
    await this.#makePlaces(before.places, present);
    await this.#applyNetworks(before.networks, present, after.networks);
    await this.#plugMissing(before.nics, present);
    await this.#unplugStrays(before.nics, present);
    await this.#removePlaces(present, after.places);
    await this.#settleCommands();
  }

  /** Commands end by themselves: nothing is begun again, and what is not there is known to be lost. */
  async #settleCommands(): Promise<void> {
    const { store, dataPlane, wanted } = this.#options;
    const before = await store.read((tx) => wanted.commands(tx));
    const there = new Map(dataPlane.commands?.list());
    const after = new Set((await store.read((tx) => wanted.commands(tx))).map(({ id }) => id));
    await this.#each(
      before.filter(({ id, begun }) => begun && !there.has(id)),
      async ({ id }) => {
        const lost = await store.write((tx) => wanted.keepCommandEnd(tx, id, 'lost'));
        if (lost) this.counts['command-lost'] += 1;
      },
    );
    await this.#each([...there], async ([id, end]) => {
      if (end !== undefined) return this.commandEnded(id);
      if (after.has(id)) return;
      await dataPlane.commands?.end(id);
      this.counts['command-ended'] += 1;
    });
  }

  /** What is bound may have ended and begun again under the same name: it is looked at each time. */
  #makePlaces(places: readonly WantedPlace[], present: Inventory): Promise<void> {
    const there = new Set(present.instances);
    const { store, wanted, dataPlane } = this.#options;
    const asked = places.filter(
      ({ instance, due }) => due && (!there.has(instance.id) || instance.binding !== undefined),
    );
    return this.#each(asked, async ({ instance: { id } }) => {
      const place = await store.read((tx) => wanted.place(tx, id));
      if (place?.due !== true) return;
      await dataPlane.ensureInstance(place.instance, place.fencingToken).catch(unlessOvertaken);
      if (!there.has(id)) this.counts['instance-made'] += 1;
    });
  }

  #applyNetworks(
    ids: readonly string[],
    present: Inventory,
    after: ReadonlySet<string>,
  ): Promise<void> {
    const there = new Set(present.networks);
    const strays = present.networks.filter((id) => !after.has(id));
    return this.#each([...ids, ...strays], async (id) => {
      await this.#options.networks.apply(id);
      if (!after.has(id)) this.counts['network-removed'] += strays.includes(id) ? 1 : 0;
      else if (!there.has(id)) this.counts['network-made'] += 1;
    });
  }

  #plugMissing(nics: readonly WantedNic[], present: Inventory): Promise<void> {
    const where = new Map(present.nics.map(({ nicId, instanceId }) => [nicId, instanceId]));
    const missing = nics.filter((nic) => nic.inUse && where.get(nic.id) !== nic.instanceId);
    return this.#each(missing, async ({ id, revision }) => {
      await this.plugAgain(id, revision).catch((error: unknown) => {
        // A refusal has been told as such, and is no fault.
        if (!(error instanceof PlaneRefusal)) throw error;
        this.counts.failed += 1;
      });
    });
  }

  #unplugStrays(nics: readonly WantedNic[], present: Inventory): Promise<void> {
    const held = new Set(nics.map(({ id }) => id));
    const { store, wanted, dataPlane } = this.#options;
    const strays = present.nics.filter(({ nicId }) => !held.has(nicId));
    return this.#each(strays, async ({ nicId }) => {
      const plan = await store.write((tx) => wanted.unplug(tx, nicId));
      if (plan === undefined) return;
      await dataPlane.unplug(nicId, plan.fencingToken).catch(unlessOvertaken);
      this.counts['nic-removed'] += 1;
    });
  }

  #removePlaces(present: Inventory, after: ReadonlySet<string>): Promise<void> {
    const { dataPlane } = this.#options;
    return this.#each(
      present.instances.filter((id) => !after.has(id)),
      async (id) => {
        await dataPlane.removeInstance(id);
        this.counts['instance-removed'] += 1;
      },
    );
  }

  /** Some at a time, so that a start with much to do does not hold everything at once. */
  async #each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
    const waiting = [...items];
    const worker = async () => {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
        await work(item).catch((error) => this.#failed(error));
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  }

  #failed(error: unknown): void {
    this.counts.failed += 1;
    this.#options.onFault(error);
  }
}

function unlessOvertaken(error: unknown): void {
  if (!(error instanceof Overtaken)) throw error;
}
