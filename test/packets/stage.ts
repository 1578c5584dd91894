import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { namespaceOf } from '#dataplane/netns/names.ts';
import { NetnsPlane } from '#dataplane/netns/plane.ts';
import { systemClock } from '#platform/clock.ts';
import { newPlaneId, removeNamespaces, temporaryFolder } from '../support/netns.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { PacketAgent } from './agent.ts';
import type { Maker } from './sequence.ts';
import { byId, type World } from './world.ts';

const NAMESPACES = '/run/netns';

/** Stops a stack from answering by itself, because then the agent's answer would come too late. */
export const MUTE_HOST = `table inet tenon_test {
  chain input { type filter hook input priority -500; meta l4proto { tcp, udp } drop; icmp type echo-request drop; icmpv6 type echo-request drop; }
}`;

/** A server with the data plane on, and the agent that sends packets in it. */
export class PacketStage {
  readonly server: TestServer;
  readonly agent = new PacketAgent();
  readonly #planeId: string;
  readonly #remove: () => void;
  /** The number of the namespace that the internet was when it was muted. */
  #muted = 0;

  private constructor(server: TestServer, planeId: string, remove: () => void) {
    this.server = server;
    this.#planeId = planeId;
    this.#remove = remove;
  }

  static async open(): Promise<PacketStage> {
    const planeId = newPlaneId();
    const folder = temporaryFolder();
    const dataPlane = new NetnsPlane({
      context: {
        planeId: () => planeId,
        wakeAfter: (ms, wake) => systemClock.wakeAfter(ms, wake),
        runtimeFolder: folder.path,
      },
    });
    const server = await startServer({ dataPlane, store: 'memory' });
    return new PacketStage(server, planeId, () => {
      removeNamespaces(planeId);
      folder.remove();
    });
  }

  /** The path of the namespace of a VPC's router, of an instance, or of the internet. */
  pathOf(id: string): string {
    return `${NAMESPACES}/${namespaceOf(this.#planeId, id)}`;
  }

  /** Makes worlds for sequences. */
  get maker(): Maker {
    const { server, agent } = this;
    const { client, settled } = server;
    return {
      client,
      agent,
      settled,
      make: (world) => this.watch(world),
      clear: () => server.reset(),
      async hasFloated({ id, members }, nic) {
        const { HaVips } = await client.ok('vpc', 'DescribeHaVips', { HaVipIds: [id] });
        const byNic = members.some((each) => 'nic' in each);
        return HaVips[0].MasterInstanceId === (byNic ? nic.id : nic.instance);
      },
    };
  }

  /** Has the agent watch every NIC that is in an instance, and the internet. */
  async watch(world: World): Promise<void> {
    const attached = world.nics.flatMap(({ id, mac, instance }) =>
      instance === undefined ? [] : [{ id, mac, namespace: this.pathOf(instance) }],
    );
    const missing = await this.agent.places(attached, this.#internet());
    if (missing.length > 0) {
      const where = missing.map((id) => `${id} in ${byId(world.nics, id).instance}`);
      throw new Error(`these NICs are not there: ${where.join(', ')}`);
    }
  }

  async close(): Promise<void> {
    try {
      await this.agent.end();
      await this.server.close();
    } finally {
      this.#remove();
    }
  }

  /** The internet's namespace, if it is there; a reset makes another. */
  #internet(): string | undefined {
    const path = this.pathOf('internet');
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    if (found.ino !== this.#muted) {
      execFileSync('ip', ['netns', 'exec', basename(path), 'nft', MUTE_HOST]);
      this.#muted = found.ino;
    }
    return path;
  }
}
