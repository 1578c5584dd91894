import type { Nic } from '#core/network.ts';
import { PlaneRefusal } from '#dataplane/driver.ts';
import { NetnsPlane, type NetnsPlaneOptions } from '#dataplane/netns/plane.ts';
import type { PlaneDeed } from './messages.ts';

/** The driver, which reports each deed before its caller learns that it is done. */
export class WatchedPlane extends NetnsPlane {
  readonly #tell: (deed: PlaneDeed) => Promise<void>;

  constructor(options: NetnsPlaneOptions, tell: (deed: PlaneDeed) => Promise<void>) {
    super(options);
    this.#tell = tell;
  }

  override async plug(nic: Nic, instanceId: string, fencingToken: number): Promise<void> {
    const about = { nicId: nic.id, instanceId };
    try {
      await super.plug(nic, instanceId, fencingToken);
    } catch (error) {
      if (error instanceof PlaneRefusal) await this.#tell({ do: 'plug refused', ...about });
      throw error;
    }
    await this.#tell({ do: 'plugged', ...about });
  }

  override async unplug(nicId: string, fencingToken?: number): Promise<void> {
    await super.unplug(nicId, fencingToken);
    await this.#tell({ do: 'unplugged', nicId });
  }

  override async removeInstance(instanceId: string, fencingToken?: number): Promise<void> {
    await super.removeInstance(instanceId, fencingToken);
    await this.#tell({ do: 'removed', instanceId });
  }
}
