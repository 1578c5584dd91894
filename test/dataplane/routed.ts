import type { Network, NicPolicy } from '#core/network.ts';
import { type Host, rootHost, run } from '#dataplane/netns/host.ts';
import { INTERNET_HOST, Internet } from '#dataplane/netns/internet.ts';
import { deviceOf, INTERNET, namespaceOf } from '#dataplane/netns/names.ts';
import { OpenNamespace } from '#dataplane/netns/namespace.ts';
import { Router } from '#dataplane/netns/router.ts';
import type { Uplink } from '#dataplane/netns/uplink.ts';
import { PacketAgent, type SentPacket, type Sighting } from '#test/packets/agent.ts';
import { ip, newPlaneId, removeNamespaces, temporaryFolder } from '#test/support/netns.ts';
import { bareNetwork } from '#test/support/networks.ts';

/*
 * Routers with guests, in namespaces: what a router does is seen in where packets arrive. A guest is
 * a namespace with one NIC.
 */

export const ROUTER_MAC = 'fe:ff:ff:ff:ff:ff';
const OPEN = [
  {
    accept: true,
    priority: 1,
    protocol: 'all',
    peer: { blocks: ['0.0.0.0/0', '::/0'] },
  },
] as const;

/** A network without anything in it but a subnet and a group that lets all pass. */
export const EMPTY = bareNetwork({
  blocks: ['10.0.0.0/16', '2001:db8:1::/56'],
  subnets: [
    { id: 'subnet-1', blocks: ['10.0.1.0/24'], gateway: '10.0.1.1', routeTableId: 'table-1' },
    { id: 'subnet-2', blocks: ['10.0.2.0/24'], gateway: '10.0.2.1', routeTableId: 'table-1' },
  ],
  securityGroups: [{ id: 'sg-open', ingress: OPEN, egress: OPEN }],
  routeTables: [{ id: 'table-1', routes: [] }],
});

/** NIC `n` of subnet 1 has 10.0.1.n and 2001:db8:1::n. */
export function nicOf(number: number, more: Partial<NicPolicy> & { vpc?: string } = {}): NicPolicy {
  const { vpc = '', ...policy } = more;
  const subnet = policy.subnetId === 'subnet-2' ? 2 : 1;
  return {
    id: `eni-${vpc}${number}`,
    instanceId: `i-${vpc}${number}`,
    subnetId: 'subnet-1',
    mac: `02:00:00:00:00:${number.toString(16).padStart(2, '0')}`,
    addresses: [`10.0.${subnet}.${number}`, `2001:db8:1::${number.toString(16)}`],
    securityGroupIds: ['sg-open'],
    forwards: false,
    ...policy,
  };
}

export type Sent = Partial<SentPacket> & { readonly from: string; readonly to: string };

/** Where a packet arrived, and from which address. */
export type Arrival = Pick<Sighting, 'where' | 'source' | 'destination'>;

const ARP = '0806';

/** On the internet, a packet for somebody else is seen twice, and this is the first time. */
const onItsWay = ({ where, kind, destination }: Sighting): boolean =>
  where === 'internet' && kind === 'packet' && !INTERNET_HOST.includes(destination);

/** A data plane's routers and guests, for one test file. */
export class Rig {
  readonly planeId = newPlaneId();
  readonly agent = new PacketAgent();
  readonly floated: [string, string][] = [];
  readonly failures: unknown[] = [];
  readonly #folder = temporaryFolder();
  readonly host: Host = rootHost(this.#folder.path);
  readonly #routers = new Map<string, { router: Router; namespace: OpenNamespace }>();
  readonly #guests = new Map<string, NicPolicy & { networkId: string }>();
  readonly #gateways = new Map<string, string>();
  #internetNamespace: OpenNamespace | undefined;
  internet: Internet | undefined;
  #tag = 0;

  /** Makes a namespace for that id. */
  namespace(id: string): OpenNamespace {
    ip('netns', 'add', namespaceOf(this.planeId, id));
    return this.open(id);
  }

  /** Opens the namespace of that id with programs of its own. */
  open(id: string): OpenNamespace {
    return new OpenNamespace(this.host, { name: namespaceOf(this.planeId, id) });
  }

  /** The router of a network, as it is, or as a new process of Tenon finds it. */
  router(id: string): Router {
    return this.#router(id).router;
  }

  namespaceOf(id: string): OpenNamespace {
    return this.#router(id).namespace;
  }

  #router(id: string) {
    const known = this.#routers.get(id);
    if (known !== undefined) return known;
    const namespace = this.namespace(id);
    const made = { namespace, router: this.#newRouter(namespace) };
    this.#routers.set(id, made);
    return made;
  }

  #newRouter(namespace: OpenNamespace): Router {
    return new Router(namespace, this.internet, {
      floated: (address, nicId) => this.floated.push([address, nicId]),
      failed: (error) => this.failures.push(error),
    });
  }

  /** Lets Tenon start again: the router then knows nothing of what it did before. */
  async restart(id: string): Promise<Router> {
    const { router, namespace } = this.#router(id);
    await router.close();
    const made = { namespace, router: this.#newRouter(namespace) };
    this.#routers.set(id, made);
    return made.router;
  }

  async openInternet(uplink?: Uplink): Promise<void> {
    ip('netns', 'add', namespaceOf(this.planeId, INTERNET));
    await this.restartInternet(uplink);
  }

  async restartInternet(uplink?: Uplink): Promise<void> {
    await this.#internetNamespace?.close();
    this.#internetNamespace = this.open(INTERNET);
    this.internet = new Internet(this.#internetNamespace, uplink);
    await this.internet.make();
  }

  /** Lets the guest's own stack work, with the NIC's addresses: for programs that run in it. */
  async unmute(nicId: string): Promise<void> {
    const { addresses = [], instanceId = '', subnetId } = this.#guests.get(nicId) ?? {};
    const guest = this.open(instanceId);
    const gateway = subnetId === 'subnet-2' ? '10.0.2.1' : '10.0.1.1';
    await guest.nft('flush ruleset');
    await guest.ip([
      'link set lo up',
      ...addresses.map((address) =>
        address.includes(':')
          ? `addr replace ${address}/128 dev eth0 nodad`
          : `addr replace ${address}/24 dev eth0`,
      ),
      'addr replace fe80::99/64 dev eth0 nodad',
      `route replace default via ${gateway} dev eth0`,
      'route replace ::/0 via fe80::1 dev eth0',
    ]);
    await guest.close();
  }

  /** Applies a network, and plugs its NICs that are not there yet. */
  async apply(network: Network): Promise<Network> {
    const { router } = this.#router(network.id);
    await router.make();
    const missing = network.nics.filter(({ id }) => !this.#guests.has(id));
    await Promise.all([router.apply(network), ...missing.map((nic) => this.plug(nic, network.id))]);
    for (const { id, gateway = '' } of network.subnets) {
      this.#gateways.set(`${network.id} ${id}`, gateway);
    }
    await this.#watch();
    return network;
  }

  async plug(nic: NicPolicy, networkId: string): Promise<void> {
    const { router, namespace } = this.#router(networkId);
    const guest = namespaceOf(this.planeId, nic.instanceId);
    const device = deviceOf(nic.id);
    ip('netns', 'add', guest);
    await namespace.ip([
      `link add dev ${device} address ${ROUTER_MAC} mtu 1500 type veth peer name eth0 address ${nic.mac} mtu 1500 netns ${guest}`,
      `link set dev ${device} addrgenmode none`,
      `link set dev ${device} up`,
    ]);
    ip('-n', guest, 'link', 'set', 'eth0', 'up');
    this.#guests.set(nic.id, { ...nic, networkId });
    await router.plugged({ nicId: nic.id, device, mac: nic.mac, up: true });
  }

  async unplug(nicId: string): Promise<void> {
    const { networkId = '', instanceId = '' } = this.#guests.get(nicId) ?? {};
    const { router, namespace } = this.#router(networkId);
    this.#guests.delete(nicId);
    await namespace.ip([`link del ${deviceOf(nicId)}`]);
    await router.unplugged(nicId);
    ip('netns', 'del', namespaceOf(this.planeId, instanceId));
    await this.#watch();
  }

  /** From now on nothing is sent from these guests. */
  async forget(...nicIds: readonly string[]): Promise<void> {
    for (const id of nicIds) this.#guests.delete(id);
    await this.#watch();
  }

  /** A kernel parameter of a network's router, by its path. */
  async read(networkId: string, path: string): Promise<string> {
    const where = { name: namespaceOf(this.planeId, networkId) };
    return (await run(this.host, ['cat', `/proc/sys/${path}`], { where })).stdout.trim();
  }

  guestPath(nicId: string): string {
    return `/run/netns/${namespaceOf(this.planeId, this.#guests.get(nicId)?.instanceId ?? '')}`;
  }

  async #watch(): Promise<void> {
    const nics = [...this.#guests.values()].map(({ id, mac }) => ({
      id,
      mac,
      namespace: this.guestPath(id),
    }));
    const internet = this.internet && `/run/netns/${namespaceOf(this.planeId, INTERNET)}`;
    const missing = await this.agent.places(nics, internet);
    if (missing.length > 0) throw new Error(`not there: ${missing}`);
  }

  /** Where each packet arrived; undefined for a packet that did not arrive. */
  async send(...packets: readonly Sent[]): Promise<(string | undefined)[]> {
    return (await this.arrivals(...packets)).map((each) => each?.where);
  }

  async arrivals(...packets: readonly Sent[]): Promise<(Arrival | undefined)[]> {
    const { seen, sent } = await this.round(packets);
    return sent.map(({ tag }) => {
      const ofPacket = seen.filter((each) => each.tag === tag && !onItsWay(each));
      const found =
        ofPacket.find(({ kind }) => kind === 'packet') ??
        ofPacket.find(({ kind }) => kind === 'stack');
      if (found === undefined) return undefined;
      if (!found.intact) throw new Error(`its checksums are wrong: ${JSON.stringify(found)}`);
      const { where, source, destination } = found;
      return { where, source, destination };
    });
  }

  /** Which packets are answered; undefined for a packet that does not arrive. */
  async answered(...packets: readonly Sent[]): Promise<(boolean | undefined)[]> {
    const { seen, sent } = await this.round(packets, true);
    return sent.map(({ tag }) => {
      const ofPacket = seen.filter((each) => each.tag === tag);
      if (ofPacket.length === 0) return undefined;
      return ofPacket.some(({ kind, intact }) => kind === 'answer' && intact);
    });
  }

  async round(packets: readonly Sent[], answer = false, others = false) {
    const sent = packets.map((packet) => this.#packet(packet));
    const result = await this.agent.round({
      packets: sent,
      barriers: this.#barriers(),
      answer,
      hosts: INTERNET_HOST,
      others,
    });
    return { ...result, sent };
  }

  /** Frames that nobody here has sent, such as answers of a kernel. */
  async others(...packets: readonly Sent[]) {
    const { others } = await this.round(packets, false, true);
    return others.filter(([, frame]) => frame.slice(24, 28) !== ARP);
  }

  /** Sends frames as they are; what others sent is given as hexadecimal digits. */
  async frames(from: string, ...frames: readonly string[]) {
    const { others } = await this.agent.round({
      packets: frames.map((frame) => ({ tag: 0, from, frame })),
      barriers: this.#barriers(),
      others: true,
    });
    return others;
  }

  #packet({ from, to, ...more }: Sent): SentPacket {
    this.#tag += 1;
    const six = to.includes(':');
    const addresses = this.#guests.get(from)?.addresses ?? INTERNET_HOST;
    return {
      tag: this.#tag,
      from,
      protocol: six ? 'icmpv6' : 'icmp',
      source: addresses.find((each) => each.includes(':') === six) ?? '',
      destination: to,
      sourcePort: 20_000 + (this.#tag % 40_000),
      port: 80,
      ...more,
    };
  }

  /** A ping in each network, behind which nothing is under way any more. */
  #barriers() {
    const networks = new Set<string>();
    return [...this.#guests.values()].flatMap(({ id, addresses, subnetId, networkId }) => {
      if (networks.has(networkId)) return [];
      networks.add(networkId);
      const gateway = this.#gateways.get(`${networkId} ${subnetId}`) ?? '';
      return [{ from: id, source: addresses[0] ?? '', gateway }];
    });
  }

  async remove(): Promise<void> {
    await this.agent.end();
    for (const { router, namespace } of this.#routers.values()) {
      await router.close();
      await namespace.close();
    }
    await this.#internetNamespace?.close();
    removeNamespaces(this.planeId);
    this.#folder.remove();
    if (this.failures.length > 0) throw this.failures[0];
  }
}
