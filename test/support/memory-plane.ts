import type { Network, Nic, Place } from '#core/network.ts';
import { type DataPlane, Overtaken } from '#dataplane/driver.ts';

/**
 * A data plane in memory that keeps every promise of the port. A test may delay its calls, let them
 * be refused or fail, and read which calls there were.
 */
export class MemoryPlane implements DataPlane {
  readonly name = 'memory';
  readonly enabled = true;
  /** Called before a NIC goes in; what it throws, `plug` throws. */
  beforePlug: (nic: Nic, instanceId: string) => void | Promise<void>;
  /** `plug eni-1`, `unplug eni-1`, in the order in which they were asked for. */
  asked: string[] = [];
  readonly #plugged = new Map<string, { readonly nic: Nic; readonly instanceId: string }>();
  readonly #networks = new Map<string, Network>();
  readonly #instances = new Map<string, Place>();
  readonly #tokens = new Map<string, number>();
  /** The end of the last call for each NIC, instance and network that is under way. */
  readonly #last = new Map<string, Promise<void>>();

  constructor(beforePlug: MemoryPlane['beforePlug'] = () => {}) {
    this.beforePlug = beforePlug;
  }

  async probe() {
    return [{ name: 'plug', available: true, reason: '' }];
  }

  plug(nic: Nic, instanceId: string, fencingToken: number): Promise<void> {
    this.asked.push(`plug ${nic.id}`);
    return this.#inOrder(nic.id, async () => {
      this.#fence(nic.id, fencingToken);
      await this.beforePlug(nic, instanceId);
      this.#plugged.set(nic.id, { nic, instanceId });
    });
  }

  unplug(nicId: string, fencingToken?: number): Promise<void> {
    this.asked.push(`unplug ${nicId}`);
    return this.#remove(nicId, fencingToken, () => this.#plugged.delete(nicId));
  }

  applyNetwork(network: Network): Promise<void> {
    return this.#inOrder(network.id, async () => {
      this.#fence(network.id, network.revision);
      this.#networks.set(network.id, network);
    });
  }

  removeNetwork(networkId: string, fencingToken?: number): Promise<void> {
    return this.#remove(networkId, fencingToken, () => {
      for (const [id, { nic }] of this.#plugged) {
        if (nic.networkId === networkId) this.#plugged.delete(id);
      }
      this.#networks.delete(networkId);
    });
  }

  ensureInstance(instance: Place, fencingToken: number): Promise<void> {
    return this.#inOrder(instance.id, async () => {
      this.#fence(instance.id, fencingToken);
      this.#instances.set(instance.id, instance);
    });
  }

  removeInstance(instanceId: string, fencingToken?: number): Promise<void> {
    return this.#remove(instanceId, fencingToken, () => {
      for (const [id, plugged] of this.#plugged) {
        if (plugged.instanceId === instanceId) this.#plugged.delete(id);
      }
      this.#instances.delete(instanceId);
    });
  }

  forgetTokens(): void {
    this.#tokens.clear();
  }

  async inspect() {
    return {
      networks: [...this.#networks.keys()],
      instances: [...this.#instances.keys()],
      nics: [...this.#plugged].map(([nicId, { instanceId }]) => ({ nicId, instanceId })),
    };
  }

  /** The network as it was applied last. */
  network(id: string) {
    return this.#networks.get(id);
  }

  /** The instance as it was ensured last. */
  instance(id: string) {
    return this.#instances.get(id);
  }

  /** What is in an instance under this NIC's id. */
  plugged(nicId: string) {
    return this.#plugged.get(nicId);
  }

  #remove(id: string, fencingToken: number | undefined, remove: () => void): Promise<void> {
    return this.#inOrder(id, async () => {
      if (fencingToken === undefined) this.#tokens.delete(id);
      else this.#fence(id, fencingToken);
      remove();
    });
  }

  #fence(id: string, fencingToken: number): void {
    if (fencingToken < (this.#tokens.get(id) ?? 0)) throw new Overtaken();
    this.#tokens.set(id, fencingToken);
  }

  #inOrder(id: string, work: () => Promise<void>): Promise<void> {
    const done = (this.#last.get(id) ?? Promise.resolve()).then(work);
    this.#last.set(
      id,
      done.catch(() => {}),
    );
    return done;
  }
}
