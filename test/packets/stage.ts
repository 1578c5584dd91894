import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { startServer, type TestServer } from '../support/server.ts';
import { PacketAgent } from './agent.ts';
import type { Maker } from './sequence.ts';
import { byId, type World } from './world.ts';

const NAMESPACES = '/run/netns';

/** What a stack would answer by itself: the agent's answer would come too late. */
export const MUTE_HOST = `table inet tenon_test {
  chain input { type filter hook input priority -500; meta l4proto { tcp, udp } drop; icmp type echo-request drop; icmpv6 type echo-request drop; }
}`;

/** A server with the data plane on, and the agent that sends packets in it. */
export class PacketStage {
  readonly server: TestServer;
  readonly agent: PacketAgent;
  #internet: string | undefined;
  readonly #before = new Set(readdirSync(NAMESPACES));

  private constructor(server: TestServer, agent: PacketAgent) {
    this.server = server;
    this.agent = agent;
  }

  static async open(dataPlane = 'netns'): Promise<PacketStage> {
    const server = await startServer({ dataPlane });
    return new PacketStage(server, new PacketAgent());
  }

  /** For sequences. */
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
    const names = readdirSync(NAMESPACES);
    const pathOf = (instance: string) => {
      const name = names.find((each) => each.endsWith(`-${instance}`));
      return `${NAMESPACES}/${name ?? `none-of-${instance}`}`;
    };
    const attached = world.nics.flatMap(({ id, mac, instance }) =>
      instance === undefined ? [] : [{ id, mac, namespace: pathOf(instance) }],
    );
    if (this.#internet === undefined) this.#openInternet(names);
    const missing = await this.agent.places(attached, this.#internet);
    if (missing.length > 0) {
      const where = missing.map((id) => `${id} in ${byId(world.nics, id).instance}`);
      throw new Error(`these NICs are not there: ${where.join(', ')}`);
    }
  }

  async close(): Promise<void> {
    await this.agent.end();
    await this.server.close();
  }

  #openInternet(names: readonly string[]): void {
    const name = names.find((each) => each.endsWith('-internet') && !this.#before.has(each));
    if (name === undefined) return;
    execFileSync('ip', ['netns', 'exec', name, 'nft', MUTE_HOST]);
    this.#internet = `${NAMESPACES}/${name}`;
  }
}
