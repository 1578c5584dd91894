import type { Network, Nic } from '#core/network.ts';
import type { DataPlane } from './driver.ts';

/** A service that runs in every network, such as the one for instance metadata. */
export interface NetworkService {
  /** Resolves when the service answers in the network; once it does, at once. */
  ready(networkId: string): Promise<void>;
  /** Ends it in the network, or the network could not be taken out. */
  end(networkId: string): Promise<void>;
  /** Ends it in every network. */
  close(): Promise<void>;
}

/**
 * The driver with a service in each of its networks. The service starts behind a network's making,
 * and does not hold it up; a NIC, however, is plugged only where the service answers, so that an
 * instance whose NIC is InUse finds it.
 */
export function withNetworkService(driver: DataPlane, service: NetworkService): DataPlane {
  /** The plugs that wait for the service, by NIC. */
  const waiting = new Map<string, Promise<void>>();
  const changed = {
    async applyNetwork(network: Network): Promise<void> {
      await driver.applyNetwork(network);
      // A plug waits for it, and is told when it fails.
      service.ready(network.id).catch(() => {});
    },
    async plug(nic: Nic, instanceId: string, fencingToken: number): Promise<void> {
      const ready = service.ready(nic.networkId);
      waiting.set(nic.id, ready);
      try {
        await ready;
      } finally {
        if (waiting.get(nic.id) === ready) waiting.delete(nic.id);
      }
      await driver.plug(nic, instanceId, fencingToken);
    },
    async unplug(nicId: string, fencingToken?: number): Promise<void> {
      // The driver is to be asked for both in the order in which they came.
      await waiting.get(nicId)?.catch(() => {});
      await driver.unplug(nicId, fencingToken);
    },
    async removeNetwork(networkId: string, fencingToken?: number): Promise<void> {
      await service.end(networkId);
      await driver.removeNetwork(networkId, fencingToken);
    },
    async close(): Promise<void> {
      await service.close();
      await driver.close?.();
    },
  } satisfies Partial<DataPlane>;
  return new Proxy(driver, {
    get(target, name) {
      const own = (changed as Record<PropertyKey, unknown>)[name];
      if (own !== undefined) return own;
      const value = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
