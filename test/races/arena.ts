import { afterEach, beforeEach, expect } from 'vitest';
import type { ServerOptions } from '#server.ts';
import { breaches } from '../support/invariants.ts';
import { MemoryPlane } from '../support/memory-plane.ts';
import { planeBreaches } from '../support/plane-invariants.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { type EngineName, placeOn, type TestStore } from '../support/stores.ts';
import { type Ask, Crowd, times } from './crowd.ts';

export { ENGINES as STORES } from '../support/stores.ts';

/**
 * A server and a crowd for each test of a suite. After each test everything settles, and no
 * invariant may be broken.
 */
export class Arena {
  #server: TestServer | undefined;
  #crowd: Crowd | undefined;
  #place: TestStore | undefined;
  #plane: MemoryPlane | undefined;

  constructor(store: EngineName, options: ServerOptions = {}) {
    beforeEach(async () => {
      this.#place = await placeOn(store);
      this.#plane = new MemoryPlane();
      this.#server = await startServer({
        store: this.#place.url,
        dataPlane: this.#plane,
        ...options,
      });
      this.#crowd = new Crowd(this.#server.host);
    });
    afterEach(async () => {
      await this.server.settled();
      const broken = await breaches(this.server.store, this.server.world, true);
      if (this.#plane) broken.push(...(await planeBreaches(this.server.store, this.#plane, true)));
      this.crowd.leave();
      await this.server.close();
      await this.#place?.leave();
      expect(broken).toEqual([]);
    });
  }

  get server(): TestServer {
    return this.#server ?? none();
  }

  get crowd(): Crowd {
    return this.#crowd ?? none();
  }

  /** Makes interfaces, all at once, and waits until they are Available. */
  async interfaces(count: number, subnetId: string, groupId: string): Promise<string[]> {
    const made = await this.crowd.ok(times(count, () => create(subnetId, groupId)));
    await this.server.settled();
    return made.map(({ result }) => result.NetworkInterfaceId);
  }

  /** One interface as DescribeNetworkInterfaceAttributes shows it; undefined when there is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever the action answers
  async look(NetworkInterfaceId: string): Promise<any> {
    const action = 'DescribeNetworkInterfaceAttributes';
    const [seen] = await this.crowd.ask([{ action, input: { NetworkInterfaceId } }]);
    return seen?.code === 'InvalidEniId.NotFound' ? undefined : seen?.result;
  }

  /** How many interfaces the account has. */
  async count(filter: Record<string, unknown> = {}): Promise<number> {
    const found = await this.server.client.ok('vpc', 'DescribeNetworkInterfaces', filter);
    return found.TotalCount;
  }
}

function none(): never {
  throw new Error('it is there within a test only');
}

export function create(SubnetId: string, groupId: string, more: Record<string, unknown> = {}): Ask {
  const input = { SubnetId, SecurityGroupIds: [groupId], ...more };
  return { action: 'CreateNetworkInterface', input };
}

export function attach(
  NetworkInterfaceId: string,
  InstanceId: string,
  more: Record<string, unknown> = {},
): Ask {
  return { action: 'AttachNetworkInterface', input: { NetworkInterfaceId, InstanceId, ...more } };
}

export function detach(NetworkInterfaceId: string, InstanceId: string): Ask {
  return { action: 'DetachNetworkInterface', input: { NetworkInterfaceId, InstanceId } };
}

export function deleteInterface(NetworkInterfaceId: string): Ask {
  return { action: 'DeleteNetworkInterface', input: { NetworkInterfaceId } };
}

export function deleteInstance(InstanceId: string): Ask {
  return { service: 'ecs', action: 'DeleteInstance', input: { InstanceId } };
}

export function deleteSubnet(SubnetId: string): Ask {
  return { action: 'DeleteSubnet', input: { SubnetId } };
}

/**
 * The calls in their order for even numbers and reversed for odd ones, so that neither end is
 * always first.
 */
export function inTurn(index: number, ...asks: Ask[]): Ask[] {
  return index % 2 === 0 ? asks : asks.toReversed();
}
