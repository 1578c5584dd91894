import { type DataPlane, type PlaneEvents, PlaneRefusal } from '#dataplane/driver.ts';
import type { Clock } from '#platform/clock.ts';
import type { PlaneHostRow } from '#store/schema/data-plane.ts';
import type { Store, Writer } from '#store/store.ts';
import type { PlaneDuty } from './known-transitions.ts';
import { readPlaneHost, releasePlaneHost, renewPlaneHost, takePlaneHost } from './plane-host.ts';
import { LOOK_MS as LOOK_AT_TRAFFIC_MS, type PublicTraffic } from './public-traffic.ts';
import type { Repair } from './repair.ts';

export interface PlaneOptions {
  readonly store: Store;
  /** The real clock: leases and repairs go on while the world's clock stands still. */
  readonly clock: Clock;
  readonly dataPlane: DataPlane;
  /** The name of this machine. */
  readonly host: string;
  /** Tells this process from all others. */
  readonly process: string;
  /** A plane id for a store that has none: 8 hex digits. */
  readonly newPlaneId: () => string;
  readonly repair: Repair;
  readonly traffic: PublicTraffic;
  /** Called when `duty` has changed. */
  readonly onDuty: () => void;
  /** Keeps which interface has a floating address. */
  readonly keepHolder: (tx: Writer, haVipId: string, nicId: string) => Promise<void>;
  readonly onFault: (error: unknown) => void;
}

/** Who carries the data plane of the store, as far as this process knows. */
export interface PlaneCarrier {
  readonly duty: PlaneDuty;
  /** Undefined when the store has no data plane. */
  readonly host: PlaneHostRow | undefined;
}

const RENEW_MS = 5_000;
/** A process that has not renewed its lease for so long is taken to be gone. */
const LEASE_MS = 15_000;
const LOOK_MS = 1_000;
const REPAIR_MS = 60_000;

/**
 * Whether this process does the data plane's work: it takes hold of the host, or stands by while
 * another process of the host has it, or leaves the work to the host that the store remembers. While
 * it does the work it repairs the difference between store and host, at first and every minute.
 */
export class Plane {
  readonly #options: PlaneOptions;
  #duty: PlaneDuty = 'nobody';
  #host: PlaneHostRow | undefined;
  #stopped = false;
  readonly #timers = new Map<string, () => void>();
  readonly #inHand = new Set<Promise<unknown>>();

  constructor(options: PlaneOptions) {
    this.#options = options;
  }

  get duty(): PlaneDuty {
    return this.#duty;
  }

  get carrier(): PlaneCarrier {
    return { duty: this.#duty, host: this.#host };
  }

  /** The plane id, which the store has from the first start with a data plane on. */
  async planeId(): Promise<string> {
    const { store, newPlaneId, dataPlane, host } = this.#options;
    const seen = await store.read(readPlaneHost);
    if (seen !== undefined) return seen.plane_id;
    const fresh = {
      plane_id: newPlaneId(),
      driver: dataPlane.name,
      host,
      process: '',
      heard_at: 0,
    };
    return (await store.write((tx) => takePlaneHost(tx, fresh))).plane_id;
  }

  /**
   * Finds out whose the data plane is, and takes hold of it if it is this process's to have.
   * @throws PlaneRefusal when it is on another host, or cannot be opened.
   */
  async start(): Promise<void> {
    const { store, dataPlane } = this.#options;
    this.#host = await store.read(readPlaneHost);
    if (!dataPlane.enabled) {
      this.#turn(this.#host === undefined ? 'nobody' : 'others');
      if (!store.exclusive) this.#every('look', LOOK_MS, () => this.#look());
      return;
    }
    const other = this.#otherHost();
    if (other !== undefined) {
      throw new PlaneRefusal(
        `the data plane of this store is on the host ${other.host}, which was heard of just now: ` +
          'start this process without a data plane, and it leaves the work to that host',
      );
    }
    if (!(await this.#open())) this.#every('stand by', RENEW_MS, () => this.#standBy());
  }

  /** The first repair, when this process has the data plane. */
  async begin(): Promise<void> {
    if (this.#duty === 'ours') await this.#repairFirst();
  }

  /** Only then the networks are there, and say where their counters stand. */
  async #repairFirst(): Promise<void> {
    const { repair, traffic, onFault } = this.#options;
    await repair.run();
    if (!traffic.counts) return;
    await traffic.look().catch(onFault);
    this.#every('look at traffic', LOOK_AT_TRAFFIC_MS, () => traffic.look());
  }

  /** Resolves when nothing is in hand that the driver told, or that a timer began. */
  async idle(): Promise<void> {
    while (this.#inHand.size > 0) await Promise.all(this.#inHand);
  }

  /** Lets go of the host. NICs and traffic go on. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const off of this.#timers.values()) off();
    await this.idle();
    if (this.#duty !== 'ours') return;
    const { store, dataPlane, process } = this.#options;
    await dataPlane.close?.();
    await store.write((tx) => releasePlaneHost(tx, process)).catch(() => {});
  }

  /** The other host that has the data plane, and whose lease has not run out. */
  #otherHost(): PlaneHostRow | undefined {
    const { host, clock, store } = this.#options;
    if (this.#host === undefined || this.#host.host === host || store.exclusive) return undefined;
    if (this.#host.process === '') return undefined;
    return clock.now() - this.#host.heard_at < LEASE_MS ? this.#host : undefined;
  }

  /**
   * Takes hold of the host. False when another process of this host has it.
   * @throws PlaneRefusal when nobody has it, and it cannot be opened.
   */
  async #open(): Promise<boolean> {
    const { store, dataPlane, host, process, clock, newPlaneId } = this.#options;
    try {
      await dataPlane.open?.(this.#events());
    } catch (error) {
      if (!this.#isHeldByAnother()) throw error;
      this.#turn('others');
      return false;
    }
    const taken = { driver: dataPlane.name, host, process, heard_at: clock.now() };
    this.#host = await store.write((tx) =>
      takePlaneHost(tx, { ...taken, plane_id: this.#host?.plane_id ?? newPlaneId() }),
    );
    this.#turn('ours');
    this.#every('renew', RENEW_MS, () => this.#renew());
    this.#every('repair', REPAIR_MS, () => this.#options.repair.run());
    return true;
  }

  #isHeldByAnother(): boolean {
    const { store, clock } = this.#options;
    if (store.exclusive || this.#host === undefined || this.#host.process === '') return false;
    return clock.now() - this.#host.heard_at < LEASE_MS;
  }

  /** The driver knows whether the other process is gone. */
  async #standBy(): Promise<void> {
    this.#host = await this.#options.store.read(readPlaneHost);
    if (this.#otherHost() !== undefined || !(await this.#open())) return;
    this.#never('stand by');
    await this.#repairFirst();
  }

  async #renew(): Promise<void> {
    const { store, dataPlane, process, clock } = this.#options;
    // Where a driver takes hold of nothing, any number of processes do its work.
    const now = clock.now();
    const kept = await store.write((tx) => renewPlaneHost(tx, process, now), 'locked');
    if (kept || dataPlane.open === undefined) return;
    this.#never('renew');
    this.#never('repair');
    this.#never('look at traffic');
    this.#host = await store.read(readPlaneHost);
    this.#turn('others');
    await dataPlane.close?.();
    this.#every('stand by', RENEW_MS, () => this.#standBy());
  }

  async #look(): Promise<void> {
    this.#host = await this.#options.store.read(readPlaneHost);
    this.#turn(this.#host === undefined ? 'nobody' : 'others');
  }

  #turn(duty: PlaneDuty): void {
    if (duty === this.#duty) return;
    this.#duty = duty;
    this.#options.onDuty();
  }

  #events(): PlaneEvents {
    const { store, repair, keepHolder, onFault } = this.#options;
    return {
      nicLost: (nicId) => this.#do(() => repair.plugAgain(nicId)),
      floated: (haVipId, nicId) =>
        this.#do(() => store.write((tx) => keepHolder(tx, haVipId, nicId))),
      commandEnded: (id) => this.#do(() => repair.commandEnded(id)),
      failed: onFault,
    };
  }

  /** Does something that nobody waits for. */
  #do(work: () => Promise<unknown>): void {
    if (this.#stopped) return;
    const done = Promise.resolve()
      .then(work)
      .catch((error) => this.#options.onFault(error))
      .finally(() => this.#inHand.delete(done));
    this.#inHand.add(done);
  }

  /** Does something again and again, `ms` after it was done last. */
  #every(name: string, ms: number, work: () => Promise<unknown>): void {
    if (this.#stopped) return;
    const off = this.#options.clock.wakeAfter(ms, () => {
      this.#do(async () => {
        await work().catch((error) => this.#options.onFault(error));
        if (this.#timers.get(name) === off) this.#every(name, ms, work);
      });
    });
    this.#timers.set(name, off);
  }

  #never(name: string): void {
    this.#timers.get(name)?.();
    this.#timers.delete(name);
  }
}
