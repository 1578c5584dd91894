import type { NatGateway, NicPolicy } from '#core/network.ts';
import { blockAround, isForMany, isLinkLocalIpv6, isPublic, isSix } from './addresses.ts';
import { leavesAs, mapped, mappingFor, sourceEntryOf } from './nat.ts';
import { judgeByAcl } from './network-acls.ts';
import {
  type Direction,
  drop,
  type Flow,
  type Judgement,
  type NatTarget,
  type Packet,
  type PacketNetwork,
  type PacketWorld,
  type Passage,
  type PathStage,
  pass,
  type Receiver,
  type Step,
} from './packet.ts';
import { byRouteTable, holderOf } from './routes.ts';
import { judgeByGroups } from './security-groups.ts';
import { packetWords } from './words.ts';

const METADATA_ADDRESS = '100.96.0.96';
const METADATA_PORT = 80;
/** The router's address on every link. */
const ROUTER_LINK_LOCAL = 'fe80::1';

/**
 * The way of one packet, from stage to stage as the data plane has them. `known` are the flows whose
 * answers a stateful group or ACL lets pass.
 */
export class Walk {
  readonly #world: PacketWorld;
  readonly #known: readonly Flow[];
  readonly #steps: Step[] = [];
  readonly #flows: Flow[] = [];
  #to: Receiver | undefined;
  #sourceSeen = '';
  #sender: Receiver | undefined;
  /** What stood for the destination before a NAT gateway replaced it. */
  #mappedFrom: NatTarget | undefined;

  constructor(world: PacketWorld, known: readonly Flow[]) {
    this.#world = world;
    this.#known = known;
  }

  /** What each network's router has seen of the packet. */
  get flows(): readonly Flow[] {
    return this.#flows;
  }

  /** The NIC that has sent it. */
  get sender(): Receiver | undefined {
    return this.#sender;
  }

  of(packet: Packet): Passage {
    if (packet.from === 'internet') this.#acrossInternet(packet);
    else this.#fromNic(packet);
    const steps = this.#steps;
    const arrives = this.#to !== undefined && steps.every(({ verdict }) => verdict === 'pass');
    if (!arrives) return { arrives, to: undefined, sourceSeen: undefined, steps };
    return { arrives, to: this.#to, sourceSeen: this.#sourceSeen, steps };
  }

  #step(stage: PathStage, judgement: Judgement): boolean {
    this.#steps.push({ stage, ...judgement });
    return judgement.verdict === 'pass';
  }

  #arriveAt(to: Receiver, packet: Packet): void {
    this.#to = to;
    this.#sourceSeen = packet.source;
  }

  // Out of a NIC.

  #fromNic(packet: Packet): void {
    const network = this.#world.networks.find(({ nics }) =>
      nics.some(({ id }) => id === packet.from),
    );
    const nic = network?.nics.find(({ id }) => id === packet.from);
    if (network === undefined || nic === undefined) {
      const why = this.#world.absent.get(packet.from) ?? `${packet.from} is in no instance`;
      this.#step('nic', drop('', why));
      return;
    }
    this.#sender = receiverOf(nic, packet.source);
    this.#step('nic', this.#connected(nic));
    this.#step('source-check', judgeSource(network, nic, packet.source));
    const { destination } = packet;
    if (isForMany(destination)) {
      this.#step('router', drop('', `${destination} is broadcast or multicast, which is dropped`));
    } else if (!this.#toRouter(network, packet)) this.#forwarded(network, nic, packet);
  }

  #connected({ id, instanceId }: NicPolicy): Judgement {
    if (this.#world.isRunning(instanceId)) return pass('', `${id} is in ${instanceId}, which runs`);
    return drop('', `${id} is in ${instanceId}, which does not run: its link is down`);
  }

  /** What the router itself has the address of meets no group and no ACL. False when it is none. */
  #toRouter({ subnets }: PacketNetwork, packet: Packet): boolean {
    const { destination, protocol, port } = packet;
    const subnet = subnets.find(({ gateway }) => gateway === destination);
    if (destination === METADATA_ADDRESS) {
      const isHttp = protocol === 'tcp' && port === METADATA_PORT;
      const taken = isHttp || protocol === 'icmp';
      const what = 'the metadata service takes tcp 80 and ping, whatever groups and ACLs say';
      if (this.#step('router', taken ? pass('', what) : drop('', `${what}, and nothing else`))) {
        this.#arriveAt('metadata', packet);
      }
      return true;
    }
    if (isLinkLocalIpv6(destination) && destination !== ROUTER_LINK_LOCAL) {
      this.#step('router', drop('', 'link-local addresses are not forwarded'));
      return true;
    }
    if (subnet === undefined && destination !== ROUTER_LINK_LOCAL) return false;
    const taken = protocol === (isSix(destination) ? 'icmpv6' : 'icmp');
    const of = subnet === undefined ? 'the router' : `the gateway of ${subnet.id}`;
    const what = `${of} answers ping, whatever groups and ACLs say`;
    if (this.#step('router', taken ? pass('', what) : drop('', `${what}, and nothing else`))) {
      this.#arriveAt('gateway', packet);
    }
    return true;
  }

  #forwarded(network: PacketNetwork, nic: NicPolicy, packet: Packet): void {
    this.#byGroups(network, nic, packet, 'egress');
    const { destination } = packet;
    const local = blockAround(destination, network.blocks);
    if (local !== undefined) {
      const receiver = this.#localReceiver(network, destination, local);
      if (receiver !== undefined) this.#betweenNics(network, nic, receiver, packet);
      return;
    }
    const outside = this.#publicSource(network, packet);
    if (outside !== undefined) {
      this.#byAcl(network, nic, packet, 'egress');
      this.#see(network, packet);
      this.#acrossInternet({ ...packet, source: outside });
      return;
    }
    const { judgement, nic: hop, natGateway } = byRouteTable(network, nic, destination);
    const told = judgement.verdict === 'drop' ? this.#withoutRoute(network, packet) : '';
    this.#step('route', { ...judgement, because: `${judgement.because}${told}` });
    if (hop !== undefined) this.#betweenNics(network, nic, hop, packet);
    else if (natGateway !== undefined) this.#byNatGateway(network, nic, natGateway, packet);
  }

  /** Out by a NAT gateway: an answer as what it answers came in, anything else by an entry. */
  #byNatGateway(network: PacketNetwork, nic: NicPolicy, gateway: NatGateway, packet: Packet): void {
    const { source, destination } = packet;
    this.#byAcl(network, nic, packet, 'egress');
    if (!isOutside(network, destination)) {
      const because = `it leads to the internet, where ${destination} is nobody's`;
      this.#step('nat-gateway', drop(gateway.id, because));
      return;
    }
    const flow = this.#answered(network, packet);
    if (flow !== undefined) {
      const was = flow.destinationWas?.address;
      if (was === undefined) {
        const because = 'the packet is an answer to what did not come by a NAT gateway';
        this.#step('nat-gateway', drop(gateway.id, because));
        return;
      }
      this.#step('nat-gateway', pass(gateway.id, `the packet is an answer, and leaves as ${was}`));
      this.#acrossInternet({ ...packet, source: was });
      return;
    }
    const entry = sourceEntryOf(gateway, source);
    if (entry === undefined) {
      this.#step('nat-gateway', drop(gateway.id, `it has no SNAT entry about ${source}`));
      return;
    }
    const address = leavesAs(entry, source);
    const because = `${source} leaves as ${address}, by ${entry.id} about ${entry.block}`;
    this.#step('nat-gateway', pass(gateway.id, because));
    this.#flows.push({ networkId: network.id, source, destination, sourceAs: address });
    this.#acrossInternet({ ...packet, source: address });
  }

  #localReceiver(network: PacketNetwork, address: string, block: string): NicPolicy | undefined {
    const receiver = holderOf(network, address);
    const where = `${address} is in the block ${block} of ${network.id}`;
    const why = this.#world.absent.get(address) ?? 'no NIC in an instance has it';
    if (receiver === undefined) this.#step('route', drop('', `${where}, and ${why}`));
    else this.#step('route', pass('', `${where}, and ${receiver.id} has it`));
    return receiver;
  }

  #withoutRoute(network: PacketNetwork, { source, destination }: Packet): string {
    if (!isOutside(network, destination)) return '';
    if (!isSix(source) && network.ipv4Closed) {
      return `, and ${network.id} is closed to the internet over IPv4`;
    }
    const lacks = isSix(source) ? 'public bandwidth' : 'EIP';
    return `, and ${source} has no ${lacks}`;
  }

  /** By which address a packet leaves to the internet; undefined when it does not. */
  #publicSource(network: PacketNetwork, packet: Packet): string | undefined {
    const { source, destination } = packet;
    if (!isOutside(network, destination)) return undefined;
    if (isSix(source)) {
      if (!network.publicIpv6.some(({ address }) => address === source)) return undefined;
      this.#step('ipv6-internet', pass('', `${source} has public bandwidth`));
      return source;
    }
    const eip = network.publicAddresses.find(({ privateAddress }) => privateAddress === source);
    if (eip === undefined) return undefined;
    const was = this.#answered(network, packet)?.destinationWas?.address;
    if (was !== undefined) {
      this.#step('eip', pass(eip.id, `the packet is an answer, and leaves as ${was}`));
      return was;
    }
    const because = `${source} has it, so public destinations are reached as ${eip.address}, before any route`;
    this.#step('eip', pass(eip.id, because));
    return eip.address;
  }

  // Into a NIC.

  #betweenNics(
    network: PacketNetwork,
    sender: NicPolicy,
    receiver: NicPolicy,
    packet: Packet,
  ): void {
    if (sender.subnetId === receiver.subnetId) {
      const because = `both NICs are in ${sender.subnetId}: ACLs judge what crosses a subnet's border`;
      this.#step('network-acl-egress', pass('', because));
    } else {
      this.#byAcl(network, sender, packet, 'egress');
      this.#byAcl(network, receiver, packet, 'ingress');
    }
    this.#intoNic(network, receiver, packet);
  }

  #intoNic(network: PacketNetwork, receiver: NicPolicy, packet: Packet): void {
    this.#byGroups(network, receiver, packet, 'ingress');
    this.#step('nic', this.#connected(receiver));
    this.#see(network, packet);
    this.#arriveAt(receiverOf(receiver, packet.destination), packet);
  }

  /** From one internet address to another, of a network or not. */
  #acrossInternet(packet: Packet): void {
    const { destination, from } = packet;
    for (const network of this.#world.networks) {
      const eip = network.publicAddresses.find(({ address }) => address === destination);
      if (eip !== undefined) {
        const { id, privateAddress } = eip;
        this.#step('eip', pass(id, `${destination} stands for ${privateAddress} in ${network.id}`));
        this.#fromInternet(network, { ...packet, destination: privateAddress }, 'eip');
        return;
      }
      const gateway = network.natGateways.find(({ addresses }) =>
        addresses.some(({ address }) => address === destination),
      );
      if (gateway !== undefined) {
        this.#intoNatGateway(network, gateway, packet);
        return;
      }
      const six = network.publicIpv6.find(({ address }) => address === destination);
      if (six !== undefined) {
        this.#step('ipv6-internet', this.#inwards(network, packet, six.egressOnly));
        this.#fromInternet(network, packet, 'ipv6-internet');
        return;
      }
    }
    const stage = isSix(destination) ? 'ipv6-internet' : 'eip';
    const why = this.#unreached(packet);
    if (why !== undefined) this.#step(stage, drop('', why));
    else if (from === 'internet') {
      this.#step(stage, drop('', `${destination} is no public address of a VPC here`));
    } else this.#arriveAt('internet', packet);
  }

  /** In by a NAT gateway: an answer to whom it answers, anything else by an entry. */
  #intoNatGateway(network: PacketNetwork, gateway: NatGateway, packet: Packet): void {
    const { source, destination } = packet;
    const flow = this.#known.find(
      (each) =>
        each.networkId === network.id &&
        each.sourceAs === destination &&
        each.destination === source,
    );
    if (flow !== undefined) {
      const because = `the packet is an answer, and goes to ${flow.source}`;
      this.#step('nat-gateway', pass(gateway.id, because));
      this.#fromInternet(network, { ...packet, destination: flow.source }, 'nat-gateway');
      return;
    }
    const mapping = mappingFor(gateway, packet);
    if (mapping === undefined) {
      const because = `it has no DNAT entry for ${packetWords(packet)} of ${destination}`;
      this.#step('nat-gateway', drop(gateway.id, because));
      return;
    }
    const { address, port } = mapped(mapping, packet.port);
    const where = port === packet.port ? address : `${address}, port ${port}`;
    const because = `${destination} stands for ${where}, by ${mapping.id}`;
    this.#step('nat-gateway', pass(gateway.id, because));
    this.#mappedFrom = { address: destination, port: packet.port };
    this.#fromInternet(network, { ...packet, destination: address, port }, 'nat-gateway');
  }

  /** Why a public address that is known here is reached by nobody. */
  #unreached({ destination }: Packet): string | undefined {
    const why = this.#world.absent.get(destination);
    if (why !== undefined) return why;
    const inside = this.#world.networks.find(({ blocks }) => blockAround(destination, blocks));
    if (inside === undefined || !isSix(destination)) return undefined;
    return `${destination} is in ${inside.id}, and has no public bandwidth there`;
  }

  #inwards(network: PacketNetwork, packet: Packet, egressOnly: boolean): Judgement {
    const { destination } = packet;
    if (!egressOnly) return pass('', `${destination} has public bandwidth in ${network.id}`);
    if (this.#isReply(network, packet)) {
      return pass('', `${destination} is egress-only, and the packet is an answer`);
    }
    return drop(
      '',
      `${destination} is egress-only: it opens connections, and nobody opens one to it`,
    );
  }

  #fromInternet(network: PacketNetwork, packet: Packet, stage: PathStage): void {
    const { source, destination } = packet;
    if (!isOutside(network, source)) {
      const because = `the source ${source} is no internet address for ${network.id}`;
      this.#step(stage, drop('', because));
    }
    const receiver = this.#localReceiver(network, destination, holdingBlock(network, destination));
    if (receiver === undefined) return;
    this.#byAcl(network, receiver, packet, 'ingress');
    this.#intoNic(network, receiver, packet);
  }

  // Filters.

  #byGroups(network: PacketNetwork, nic: NicPolicy, packet: Packet, direction: Direction): void {
    const answer = 'groups are stateful, and the packet is an answer';
    this.#step(
      `security-group-${direction}`,
      this.#isReply(network, packet)
        ? pass('', answer)
        : judgeByGroups(network, nic, packet, direction),
    );
  }

  #byAcl(network: PacketNetwork, nic: NicPolicy, packet: Packet, direction: Direction): void {
    const subnet = network.subnets.find(({ id }) => id === nic.subnetId);
    if (subnet === undefined) return;
    const isReply = this.#isReply(network, packet);
    this.#step(`network-acl-${direction}`, judgeByAcl(network, subnet, packet, direction, isReply));
  }

  /** Whether it goes back the way of a flow that the network's router has seen. */
  #isReply(network: PacketNetwork, packet: Packet): boolean {
    return this.#answered(network, packet) !== undefined;
  }

  #answered({ id }: PacketNetwork, { source, destination }: Packet): Flow | undefined {
    return this.#known.find(
      (flow) => flow.networkId === id && flow.source === destination && flow.destination === source,
    );
  }

  #see({ id }: PacketNetwork, { source, destination }: Packet): void {
    const was = this.#mappedFrom;
    this.#flows.push({
      networkId: id,
      source,
      destination,
      ...(was !== undefined && { destinationWas: was }),
    });
  }
}

/** A source must be the NIC's own or one that it may announce, unless the NIC forwards. */
function judgeSource(network: PacketNetwork, nic: NicPolicy, source: string): Judgement {
  if (nic.addresses.includes(source)) return pass('', `${source} is an address of ${nic.id}`);
  const floating = network.floatingAddresses.find(
    ({ address, nicIds }) => address === source && nicIds.includes(nic.id),
  );
  if (floating !== undefined) {
    return pass(floating.id, `${nic.id} is a member of it, and may send from ${source}`);
  }
  if (nic.forwards) return pass('', `${nic.id} is the next hop of a route: it may send any source`);
  return drop('', `${source} is no address of ${nic.id}, and no route leads to ${nic.id}`);
}

/** Whether an address is of the internet, as a network sees it. */
const isOutside = ({ blocks, userBlocks }: PacketNetwork, address: string): boolean =>
  isPublic(address) &&
  blockAround(address, blocks) === undefined &&
  blockAround(address, userBlocks) === undefined;

const holdingBlock = ({ blocks }: PacketNetwork, address: string): string =>
  blockAround(address, blocks) ?? '';

const receiverOf = ({ id, instanceId }: NicPolicy, address: string): Receiver => ({
  nicId: id,
  instanceId,
  address,
});
