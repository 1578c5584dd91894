import { type DataPlane, Overtaken, type PluggedNic } from '#dataplane/driver.ts';

/**
 * A data plane in memory, which keeps every promise of the port. A test may hold it up, have it
 * refuse or fail, and read what it was asked for.
 */
export class MemoryPlane implements DataPlane {
  readonly name = 'memory';
  readonly enabled = true;
  /** Called before a NIC goes in; what it throws, `plug` throws. */
  beforePlug: (nic: PluggedNic, instanceId: string) => void | Promise<void>;
  /** `plug eni-1`, `unplug eni-1`, in the order in which they were asked for. */
  asked: string[] = [];
  readonly #plugged = new Map<string, { readonly nic: PluggedNic; readonly instanceId: string }>();
  readonly #tokens = new Map<string, number>();
  /** The end of the last call for each NIC that is under way. */
  readonly #last = new Map<string, Promise<void>>();

  constructor(beforePlug: MemoryPlane['beforePlug'] = () => {}) {
    this.beforePlug = beforePlug;
  }

  async probe() {
    return [{ name: 'plug', available: true, reason: '' }];
  }

  plug(nic: PluggedNic, instanceId: string, fencingToken: number): Promise<void> {
    this.asked.push(`plug ${nic.id}`);
    return this.#inOrder(nic.id, async () => {
      this.#fence(nic.id, fencingToken);
      await this.beforePlug(nic, instanceId);
      this.#plugged.set(nic.id, { nic, instanceId });
    });
  }

  unplug(nicId: string, fencingToken?: number): Promise<void> {
    this.asked.push(`unplug ${nicId}`);
    return this.#inOrder(nicId, async () => {
      if (fencingToken === undefined) this.#tokens.delete(nicId);
      else this.#fence(nicId, fencingToken);
      this.#plugged.delete(nicId);
    });
  }

  async inspect() {
    return [...this.#plugged].map(([nicId, { instanceId }]) => ({ nicId, instanceId }));
  }

  /** What is in an instance under this NIC's id. */
  plugged(nicId: string) {
    return this.#plugged.get(nicId);
  }

  #fence(nicId: string, fencingToken: number): void {
    if (fencingToken < (this.#tokens.get(nicId) ?? 0)) throw new Overtaken();
    this.#tokens.set(nicId, fencingToken);
  }

  #inOrder(nicId: string, work: () => Promise<void>): Promise<void> {
    const done = (this.#last.get(nicId) ?? Promise.resolve()).then(work);
    this.#last.set(
      nicId,
      done.catch(() => {}),
    );
    return done;
  }
}
