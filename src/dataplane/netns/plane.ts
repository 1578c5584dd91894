import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Network, Nic, Place } from '#core/network.ts';
import {
  type Capability,
  type DataPlane,
  type Entrance,
  type GuestCommands,
  type Inventory,
  type NicCounters,
  PlaceRefusal,
  type PlaneEvents,
  PlaneRefusal,
  type PublicCounters,
} from '../driver.ts';
import type { PlaneContext, PlaneOptions } from '../options.ts';
import { Fences } from './fences.ts';
import { type Host, rootHost } from './host.ts';
import { InHand } from './in-hand.ts';
import { instanceKey, networkKey, nicKey, plugKeys } from './lock-keys.ts';
import { type LockKeys, Locks } from './locks.ts';
import { isPlaneId } from './names.ts';
import { OpenPlane } from './open-plane.ts';
import { type Ownership, takeOwnership } from './ownership.ts';
import { type ProbeOptions, probeHost, probePrograms } from './probe.ts';
import { rootlessHost, trialHost } from './rootless.ts';

/** Where the lock and the notes are, unless another folder is named. */
export function defaultRuntimeFolder(rootless: boolean): string {
  if (!rootless) return '/run/tenon';
  const own = process.env.XDG_RUNTIME_DIR;
  return own ? join(own, 'tenon') : join(tmpdir(), `tenon-${process.getuid?.()}`);
}

/** Said where somebody has asked for it. */
const RUNS_COMMANDS: Capability = { name: 'run commands', available: true, reason: '' };

export interface NetnsPlaneOptions extends PlaneOptions {
  readonly context: PlaneContext;
  /** For tests: told of every change before it is made. */
  readonly beforeChange?: Host['beforeChange'];
  /** For how many seconds `open` waits for what a predecessor has left running. */
  readonly patience?: number;
}

/**
 * Network namespaces on this host: an instance is one, a network's router is one, and a NIC is a
 * pair of links between them.
 */
export class NetnsPlane implements DataPlane {
  readonly name = 'netns';
  readonly enabled = true;
  readonly #options: NetnsPlaneOptions;
  readonly #locks = new Locks();
  readonly #fences = new Fences();
  /** What was found when it was opened: a trial takes some tenths of a second. */
  #capabilities: Capability[] | undefined;
  #ownership: Ownership | undefined;
  #opened: OpenPlane | undefined;
  readonly commands: GuestCommands | undefined;
  /** Calls that go on. */
  readonly #calls = new InHand();

  constructor(options: NetnsPlaneOptions) {
    this.#options = options;
    this.commands = options.runCommands ? this.#commands() : undefined;
  }

  async probe(): Promise<Capability[]> {
    const found = this.#capabilities ?? (await this.#try());
    return this.commands === undefined ? found : [...found, RUNS_COMMANDS];
  }

  async #try(): Promise<Capability[]> {
    if (process.platform !== 'linux') {
      const reason = `network namespaces are a thing of Linux, and this is ${process.platform}`;
      return [{ name: 'linux', available: false, reason }];
    }
    const { rootless = false, uplink } = this.#options;
    const programs = await probePrograms(rootHost(this.#folder), rootless);
    if (programs.some(({ available }) => !available)) return programs;
    return [...programs, ...(await this.#probeHost({ rootless, uplink }))];
  }

  async #probeHost(options: ProbeOptions): Promise<Capability[]> {
    if (!options.rootless) return probeHost(rootHost(this.#folder), options);
    try {
      const host = await trialHost(this.#folder);
      try {
        return await probeHost(host, options);
      } finally {
        host.end();
      }
    } catch (error) {
      if (!(error instanceof PlaneRefusal)) throw error;
      return [{ name: 'user namespaces', available: false, reason: error.message }];
    }
  }

  get #folder(): string {
    const { context, rootless = false } = this.#options;
    return context.runtimeFolder ?? defaultRuntimeFolder(rootless);
  }

  async open(events: PlaneEvents): Promise<void> {
    if (this.#opened !== undefined) throw new Error('this data plane is open');
    const { context, guest = 'auto', rootless, uplink, beforeChange, patience } = this.#options;
    const capabilities = await this.#try();
    const missing = capabilities.filter(({ available }) => !available);
    if (missing.length > 0) throw new PlaneRefusal(missing.map(({ reason }) => reason).join('\n'));
    const planeId = await context.planeId();
    if (!isPlaneId(planeId)) throw new Error(`[${planeId}] is not the id of a data plane`);
    const ownership = await takeOwnership(this.#folder, planeId, patience);
    let opened: OpenPlane | undefined;
    try {
      const host = await (rootless ? rootlessHost(this.#folder, planeId) : rootHost(this.#folder));
      host.lock = ownership.fd;
      if (beforeChange) host.beforeChange = beforeChange;
      const { wakeAfter } = context;
      const locks = this.#locks;
      opened = new OpenPlane({ host, planeId, guest, uplink, events, locks, wakeAfter });
      await opened.restore();
    } catch (error) {
      await opened?.close();
      ownership.release();
      throw error;
    }
    this.#ownership = ownership;
    this.#opened = opened;
    this.#capabilities = capabilities;
  }

  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    this.#capabilities = undefined;
    await this.#calls.ended();
    await opened?.close();
    this.#ownership?.release();
    this.#ownership = undefined;
  }

  applyNetwork(network: Network): Promise<void> {
    return this.#run({ exclusive: [], shared: [networkKey(network.id)] }, async () => {
      this.#fences.pass(network.id, network.revision);
      await this.#open.applyNetwork(network);
    });
  }

  removeNetwork(networkId: string, fencingToken?: number): Promise<void> {
    return this.#run({ exclusive: [networkKey(networkId)] }, async () => {
      this.#fences.passOrForget(networkId, fencingToken);
      await this.#open.removeNetwork(networkId);
    });
  }

  listenIn(networkId: string, address: string, port: number): Promise<Server> {
    return this.#run({ exclusive: [], shared: [networkKey(networkId)] }, () =>
      this.#open.listenIn(networkId, address, port),
    );
  }

  ensureInstance(instance: Place, fencingToken: number): Promise<void> {
    return this.#run({ exclusive: [instanceKey(instance.id)] }, async () => {
      this.#fences.pass(instance.id, fencingToken);
      await this.#open.ensureInstance(instance);
    });
  }

  removeInstance(instanceId: string, fencingToken?: number): Promise<void> {
    return this.#run({ exclusive: [instanceKey(instanceId)] }, async () => {
      this.#fences.passOrForget(instanceId, fencingToken);
      await this.#open.removeInstance(instanceId);
    });
  }

  plug(nic: Nic, instanceId: string, fencingToken: number): Promise<void> {
    return this.#run(plugKeys(nic, instanceId), async () => {
      this.#fences.pass(nic.id, fencingToken);
      await this.#open.plug(nic, instanceId);
    });
  }

  unplug(nicId: string, fencingToken?: number): Promise<void> {
    return this.#run({ exclusive: [nicKey(nicId)] }, async () => {
      this.#fences.passOrForget(nicId, fencingToken);
      await this.#open.unplug(nicId);
    });
  }

  forgetTokens(): void {
    this.#fences.forgetAll();
    this.#opened?.commands.forgetAll();
  }

  inspect(): Promise<Inventory> {
    return this.#calls.add(this.#open.inspect());
  }

  counters(): Promise<NicCounters[]> {
    return this.#calls.add(this.#open.counters());
  }

  publicCounters(): Promise<PublicCounters[]> {
    return this.#calls.add(this.#open.publicCounters());
  }

  async entrance(place: string): Promise<Entrance | undefined> {
    return this.#open.entrance(place);
  }

  #commands(): GuestCommands {
    return {
      start: (command, instanceId) =>
        this.#run({ exclusive: [instanceKey(instanceId)] }, () =>
          this.#open.commands.start(command, instanceId),
        ),
      end: (commandId) => this.#calls.add(this.#open.commands.end(commandId)),
      list: () => this.#open.commands.list(),
    };
  }

  #run<T>(keys: LockKeys, work: () => Promise<T>): Promise<T> {
    return this.#calls.add(this.#locks.run(keys, work));
  }

  get #open(): OpenPlane {
    if (this.#opened === undefined) throw new PlaceRefusal('this data plane is not open');
    return this.#opened;
  }
}
