import type { DataPlane, PluggedNic } from '../../src/dataplane/driver.ts';

/** A data plane in memory that a test can hold up, or have refuse or fail. */
export class Plane implements DataPlane {
  readonly name = 'double';
  readonly acts = true;
  readonly #plugged = new Map<string, { readonly nic: PluggedNic; readonly instanceId: string }>();
  /** Called before each plug; what it throws, plug throws. */
  beforePlug: () => void | Promise<void> = () => {};
  plugs = 0;

  async probe() {
    return [];
  }

  async plug(nic: PluggedNic, instanceId: string): Promise<void> {
    this.plugs += 1;
    await this.beforePlug();
    this.#plugged.set(nic.id, { nic, instanceId });
  }

  async unplug(nicId: string): Promise<void> {
    this.#plugged.delete(nicId);
  }

  async inspect() {
    return [...this.#plugged].map(([nicId, { instanceId }]) => ({ nicId, instanceId }));
  }

  /** What is in an instance under this NIC's id. */
  plugged(nicId: string) {
    return this.#plugged.get(nicId);
  }
}
