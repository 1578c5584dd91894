import { afterEach, beforeEach, expect } from 'vitest';
import type { ServerOptions } from '#server.ts';
import { breaches } from '../support/invariants.ts';
import { noNetns } from '../support/netns.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { ENGINES, type EngineName, placeOn, type TestStore } from '../support/stores.ts';
import { type Ask, Crowd, times } from './crowd.ts';
import { memoryPlane, netnsPlane, type RacePlane } from './planes.ts';

export { ENGINES as STORES } from '../support/stores.ts';

/** What a suite runs on. */
export interface Ground {
  readonly name: string;
  readonly store: EngineName;
  readonly makePlane: () => RacePlane;
  /** How many resources race, when `usual` are enough on a data plane in memory. */
  readonly size: (usual: number) => number;
}

const inMemory = (store: EngineName): Ground => ({
  name: store,
  store,
  makePlane: memoryPlane,
  size: (usual) => usual,
});

/** Each instance is a namespace, so that there are fewer. */
const inNamespaces: Ground = {
  name: 'sqlite with network namespaces',
  store: 'sqlite',
  makePlane: netnsPlane,
  size: (usual) => Math.ceil(usual / 5),
};

/** Where attachments race: on each store, and with real NICs where there can be any. */
export const GROUNDS: readonly Ground[] = [
  ...ENGINES.map(inMemory),
  ...(noNetns === undefined ? [inNamespaces] : []),
];

/**
 * A server and a crowd for each test of a suite. After each test everything settles, and no
 * invariant may be broken.
 */
export class Arena {
  #server: TestServer | undefined;
  #crowd: Crowd | undefined;
  #place: TestStore | undefined;
  #plane: RacePlane | undefined;

  constructor(on: EngineName | Ground, options: ServerOptions = {}) {
    const { store, makePlane } = typeof on === 'string' ? inMemory(on) : on;
    beforeEach(async () => {
      this.#place = await placeOn(store);
      this.#plane = makePlane();
      this.#server = await startServer({
        store: this.#place.url,
        dataPlane: this.#plane.driver,
        ...options,
      });
      this.#crowd = new Crowd(this.#server.host);
    });
    afterEach(async () => {
      const broken: string[] = [];
      try {
        await this.server.settled();
        broken.push(...(await breaches(this.server.store, this.server.world, true)));
        broken.push(...((await this.#plane?.breaches(this.server)) ?? []));
      } finally {
        broken.push(...(await this.#leave()));
      }
      expect(broken).toEqual([]);
    });
  }

  /** Removes everything, even when removing a part fails. Returns what was left behind. */
  async #leave(): Promise<string[]> {
    let left: string[] = [];
    this.#crowd?.leave();
    try {
      await this.#server?.close();
    } finally {
      left = this.#plane?.remove() ?? [];
      await this.#place?.leave();
    }
    return left;
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
