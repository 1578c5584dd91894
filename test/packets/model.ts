import { isSix, prefixLength, sameAddress, within, withinAny } from './ranges.ts';
import {
  type Acl,
  type Arrival,
  byId,
  type DnatEntry,
  type Eip,
  type EipBinding,
  type Entry,
  type Flow,
  type HaVip,
  INTERNET_HOSTS,
  type NatGateway,
  type Nic,
  type Packet,
  type Rule,
  type SnatEntry,
  type Subnet,
  type Vpc,
  type Word,
  type World,
} from './world.ts';

type Direction = 'ingress' | 'egress';

/** IPv4 addresses that are nobody's on the internet. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];
const NOT_UNICAST = ['224.0.0.0/4', '255.255.255.255/32', 'ff00::/8'];
const NOT_GLOBAL = ['127.0.0.0/8', '169.254.0.0/16', '::1/128', 'fe80::/10'];

/**
 * What packets meet in a world: a model that shares nothing with the data plane but the decisions
 * that docs/data-plane.md lists. Each decision is a method, so that a test can take it away.
 */
export class PacketModel {
  /** Where a packet arrives, or undefined when it does not. `known` are flows that were opened. */
  arrives(world: World, packet: Packet, known: readonly Flow[] = []): Arrival | undefined {
    const journey = { world, packet, known, flows: [] };
    if (packet.from === 'internet') return this.acrossInternet({ ...journey, packet });
    const nic = byId(world.nics, packet.from);
    if (!this.isConnected(world, nic)) return undefined;
    if (!this.isOwnMac(nic, packet)) return undefined;
    if (!this.isOwnSource(world, nic, packet.source)) return undefined;
    return this.fromNic(journey, nic);
  }

  // What a NIC may send.

  /** A NIC carries packets while it is attached to a RUNNING instance. */
  isConnected(world: World, nic: Nic): boolean {
    return nic.instance !== undefined && this.isRunning(world, nic.instance);
  }

  isRunning(world: World, instance: string): boolean {
    return byId(world.instances, instance).running;
  }

  isOwnMac(nic: Nic, packet: Packet): boolean {
    return packet.mac === undefined || packet.mac === nic.mac;
  }

  isOwnSource(world: World, nic: Nic, source: string): boolean {
    return holds(nic, source) || this.mayAnnounce(world, nic, source) || this.forwards(world, nic);
  }

  /** A member of a floating address may send from it, whoever has it. */
  mayAnnounce(world: World, nic: Nic, address: string): boolean {
    return world.haVips.some(
      (each) =>
        sameAddress(each.address, address) &&
        vpcOf(world, nic) === vpcOfSubnet(world, each.subnet) &&
        this.members(world, each).includes(nic),
    );
  }

  /** The next hop of a route sends on what others sent. */
  forwards(world: World, nic: Nic): boolean {
    const hops = world.tables
      .filter(({ vpc }) => vpc === vpcOf(world, nic))
      .flatMap(({ routes }) => routes.map(({ hop }) => hop));
    return hops.some((hop) => {
      if (hop === 'ipv6-internet' || 'natGateway' in hop) return false;
      if ('nic' in hop) return hop.nic === nic.id;
      if ('instance' in hop) return hop.instance === nic.instance && nic.primary;
      return this.members(world, byId(world.haVips, hop.haVip)).includes(nic);
    });
  }

  // The way of a packet.

  fromNic(journey: Journey, nic: Nic): Arrival | undefined {
    const { world, packet } = journey;
    if (!this.isUnicast(packet.destination)) return undefined;
    const vpc = byId(world.vpcs, vpcOf(world, nic));
    if (this.isGateway(world, vpc, packet.destination)) return this.gatewayAnswers(journey, nic);
    if (!this.groupsAccept(journey, nic, 'egress')) return undefined;
    if (this.isLocal(vpc, packet.destination)) {
      const receiver = this.localNic(world, vpc, packet.destination);
      return receiver && this.betweenNics(journey, nic, receiver);
    }
    const outside = this.publicSource(world, vpc, packet);
    if (outside !== undefined) {
      const subnet = byId(world.subnets, nic.subnet);
      if (!this.aclAccepts(journey, subnet, 'egress')) return undefined;
      return this.acrossInternet({
        ...journey,
        flows: [...journey.flows, flowIn(vpc, packet)],
        packet: { ...packet, source: this.cameTo(journey, vpc) ?? outside },
      });
    }
    const hop = this.nextHop(world, nic, packet.destination);
    if (hop !== undefined && 'snat' in hop) return this.outOfNat(journey, nic, hop);
    return hop && this.betweenNics(journey, nic, hop);
  }

  betweenNics(journey: Journey, sender: Nic, receiver: Nic): Arrival | undefined {
    const { world } = journey;
    if (this.crossesBorder(sender.subnet, receiver.subnet)) {
      const from = byId(world.subnets, sender.subnet);
      const to = byId(world.subnets, receiver.subnet);
      if (!this.aclAccepts(journey, from, 'egress')) return undefined;
      if (!this.aclAccepts(journey, to, 'ingress')) return undefined;
    }
    return this.intoNic(journey, receiver);
  }

  intoNic(journey: Journey, receiver: Nic): Arrival | undefined {
    const { world, packet, flows } = journey;
    if (!this.groupsAccept(journey, receiver, 'ingress')) return undefined;
    if (!this.isConnected(world, receiver)) return undefined;
    const vpc = byId(world.vpcs, vpcOf(world, receiver));
    const { source, destination } = packet;
    const flow = { ...flowIn(vpc, packet), ...(journey.cameTo && { cameTo: journey.cameTo }) };
    return { where: receiver.id, source, destination, ...at(packet), flows: [...flows, flow] };
  }

  /** The way of a packet from one internet address to another. */
  acrossInternet(journey: Journey): Arrival | undefined {
    const { world, packet, flows } = journey;
    const { source, destination } = packet;
    if ((INTERNET_HOSTS as readonly string[]).includes(destination)) {
      return { where: 'internet', source, destination, ...at(packet), flows: [...flows] };
    }
    const eip = world.eips.find(({ address }) => sameAddress(address, destination));
    if (eip?.bound !== undefined) return this.intoEip(journey, eip, eip.bound);
    const bandwidth = world.bandwidths.find(({ address }) => sameAddress(address, destination));
    if (bandwidth === undefined) return undefined;
    const vpc = byId(world.vpcs, bandwidth.vpc);
    if (!this.hasIpv6Gateway(vpc)) return undefined;
    if (!this.mayOpenInwards(bandwidth.egressOnly) && !this.isReply(journey, vpc)) {
      return undefined;
    }
    return this.fromInternet(journey, vpc);
  }

  intoEip(journey: Journey, eip: Eip, bound: EipBinding): Arrival | undefined {
    const { world, packet } = journey;
    const vpc = byId(world.vpcs, vpcOfEip(world, bound));
    if (!this.isOpen(vpc)) return undefined;
    if ('natGateway' in bound) {
      return this.intoNat(journey, vpc, eip, byId(world.natGateways, bound.natGateway));
    }
    const destination = this.behindEip(world, eip, bound);
    return this.fromInternet({ ...journey, packet: { ...packet, destination } }, vpc);
  }

  /** Groups and ACLs see the private address of the NIC, and the public one of its peer. */
  behindEip(world: World, _eip: Eip, bound: Exclude<EipBinding, { natGateway: string }>): string {
    return 'haVip' in bound ? byId(world.haVips, bound.haVip).address : bound.address;
  }

  fromInternet(journey: Journey, vpc: Vpc): Arrival | undefined {
    const { world, packet } = journey;
    if (!this.mayComeFrom(vpc, packet.source)) return undefined;
    const receiver = this.localNic(world, vpc, packet.destination);
    if (receiver === undefined) return undefined;
    const subnet = byId(world.subnets, receiver.subnet);
    if (!this.aclAccepts(journey, subnet, 'ingress')) return undefined;
    return this.intoNic(journey, receiver);
  }

  /** For a VPC, an address that is no internet address belongs to nobody on the internet. */
  mayComeFrom(vpc: Vpc, source: string): boolean {
    return this.isPublic(vpc, source) && !this.isLocal(vpc, source);
  }

  // Addresses.

  isUnicast(destination: string): boolean {
    return !withinAny(destination, NOT_UNICAST);
  }

  isGateway(world: World, vpc: Vpc, destination: string): boolean {
    return world.subnets.some(({ vpc: id, gateway }) => id === vpc.id && gateway === destination);
  }

  /** The gateways answer pings, whatever groups and ACLs say, and nothing else. */
  gatewayAnswers({ packet }: Journey, _sender: Nic): Arrival | undefined {
    const { protocol, source, destination } = packet;
    if (protocol !== 'icmp') return undefined;
    return { where: 'gateway', source: destination, destination: source, flows: [] };
  }

  isLocal(vpc: Vpc, destination: string): boolean {
    return withinAny(destination, vpc.blocks);
  }

  /** The NIC that has an address, or the holder of a floating one. */
  localNic(world: World, vpc: Vpc, address: string): Nic | undefined {
    const nics = world.nics.filter((each) => vpcOf(world, each) === vpc.id);
    const own = nics.find((nic) => nic.instance !== undefined && holds(nic, address));
    if (own !== undefined) return own;
    const haVip = world.haVips.find(
      (each) => vpcOfSubnet(world, each.subnet) === vpc.id && sameAddress(each.address, address),
    );
    return haVip && this.holder(world, haVip);
  }

  /**
   * The holder of a floating address keeps it until another member announces it, or until the
   * holder leaves. Then the first member that is in an instance has it.
   */
  holder(world: World, haVip: HaVip): Nic | undefined {
    const members = this.members(world, haVip);
    return members.find(({ id }) => id === haVip.holder) ?? members[0];
  }

  /** Its members that are attached. */
  members(world: World, haVip: HaVip): Nic[] {
    return haVip.members
      .map((member) =>
        'nic' in member ? byNic(world, member.nic) : primary(world, member.instance),
      )
      .filter((nic) => nic?.instance !== undefined) as Nic[];
  }

  isPublic(vpc: Vpc, address: string): boolean {
    if (withinAny(address, NOT_GLOBAL)) return false;
    return isSix(address) || !(this.isPrivate(address) || this.isUserBlock(vpc, address));
  }

  isPrivate(address: string): boolean {
    return withinAny(address, PRIVATE);
  }

  /** To a VPC that uses public blocks as its own, these are not the internet. */
  isUserBlock(vpc: Vpc, address: string): boolean {
    return withinAny(address, vpc.userBlocks);
  }

  /** By which address a packet reaches the internet; undefined when it does not. */
  publicSource(world: World, vpc: Vpc, { source, destination }: Packet): string | undefined {
    if (!this.isPublic(vpc, destination)) return undefined;
    if (isSix(source)) {
      const has = world.bandwidths.some(
        ({ vpc: id, address }) =>
          id === vpc.id && sameAddress(address, source) && this.isPlugged(world, vpc, address),
      );
      return has && this.hasIpv6Gateway(vpc) ? source : undefined;
    }
    return this.isOpen(vpc) ? this.eipOf(world, vpc, source)?.address : undefined;
  }

  eipOf(world: World, vpc: Vpc, address: string): Eip | undefined {
    return world.eips.find(
      (each) =>
        each.bound !== undefined &&
        !('natGateway' in each.bound) &&
        vpcOfEip(world, each.bound) === vpc.id &&
        this.behindEip(world, each, each.bound) === address &&
        ('haVip' in each.bound || this.isPlugged(world, vpc, address)),
    );
  }

  /**
   * Whether the NIC of a public address is in an instance. Otherwise a next hop cannot send for it.
   */
  isPlugged(world: World, vpc: Vpc, address: string): boolean {
    return world.nics.some(
      (nic) => nic.instance !== undefined && vpcOf(world, nic) === vpc.id && holds(nic, address),
    );
  }

  hasIpv6Gateway(vpc: Vpc): boolean {
    return vpc.ipv6Gateway !== undefined;
  }

  mayOpenInwards(egressOnly: string | undefined): boolean {
    return egressOnly === undefined;
  }

  /** Whether a VPC reaches the internet over IPv4. */
  isOpen({ ipv4Gateway, ipv4Private }: Vpc): boolean {
    return ipv4Gateway === undefined ? !ipv4Private : ipv4Gateway.enabled;
  }

  // NAT gateways.

  /** What a route leads to a gateway leaves by one of its addresses, to the internet alone. */
  outOfNat(journey: Journey, nic: Nic, gateway: NatGateway): Arrival | undefined {
    const { world, packet, flows } = journey;
    const vpc = byId(world.vpcs, gateway.vpc);
    if (!this.carries(world, vpc, gateway)) return undefined;
    if (!this.aclAccepts(journey, byId(world.subnets, nic.subnet), 'egress')) return undefined;
    if (isSix(packet.destination) || !this.isPublic(vpc, packet.destination)) return undefined;
    const source = this.natSource(journey, vpc, gateway);
    if (source === undefined) return undefined;
    return this.acrossInternet({
      ...journey,
      flows: [...flows, { ...flowIn(vpc, packet), leftAs: source }],
      packet: { ...packet, source },
    });
  }

  /** A gateway leads to the internet with an EIP, if it is one of the internet. */
  carries(world: World, vpc: Vpc, gateway: NatGateway): boolean {
    const { id, intranet } = gateway;
    const own = world.eips.some(
      ({ bound }) => bound && 'natGateway' in bound && bound.natGateway === id,
    );
    return own && !intranet && this.isOpen(vpc);
  }

  /** An answer leaves by the address that was asked, anything else by an SNAT entry. */
  natSource(journey: Journey, vpc: Vpc, gateway: NatGateway): string | undefined {
    const { world, packet } = journey;
    if (this.isReply(journey, vpc)) return this.cameTo(journey, vpc);
    const entry = this.snatEntry(gateway, packet.source);
    return entry && this.eipOfEntry(world, entry, packet.source);
  }

  /** The address of a NAT gateway that was asked, if the packet is an answer to such a packet. */
  cameTo({ packet, known }: Journey, vpc: Vpc): string | undefined {
    return known.find((flow) => isAnswer(flow, vpc, packet))?.cameTo;
  }

  /** Of the entries about an address the one with the longest prefix. */
  snatEntry({ snat }: NatGateway, source: string): SnatEntry | undefined {
    let best: SnatEntry | undefined;
    for (const entry of snat) {
      if (!within(source, entry.block)) continue;
      if (best === undefined || prefixLength(entry.block) > prefixLength(best.block)) best = entry;
    }
    return best;
  }

  /** The last five bits of the sender's address choose among the EIPs of an entry. */
  eipOfEntry(world: World, { eips }: SnatEntry, source: string): string | undefined {
    const bits = Number(source.slice(source.lastIndexOf('.') + 1)) & 0b11111;
    const chosen = eips[bits % eips.length];
    return chosen && byId(world.eips, chosen).address;
  }

  /** What comes to an EIP of a gateway: an answer, or what a DNAT entry is about. */
  intoNat(journey: Journey, vpc: Vpc, eip: Eip, gateway: NatGateway): Arrival | undefined {
    const { packet, known } = journey;
    const opened = known.find(
      ({ vpc: id, destination, leftAs }) =>
        id === vpc.id && leftAs === eip.address && destination === packet.source,
    );
    if (opened !== undefined) {
      return this.fromInternet(
        { ...journey, packet: { ...packet, destination: opened.source } },
        vpc,
      );
    }
    const entry = gateway.dnat.find((each) => each.eip === eip.id && this.isMapped(each, packet));
    if (entry === undefined) return undefined;
    const inside = { ...packet, destination: entry.to, port: this.portBehind(entry, packet.port) };
    return this.fromInternet({ ...journey, packet: inside, cameTo: eip.address }, vpc);
  }

  isMapped({ ports }: DnatEntry, packet: Packet): boolean {
    if (ports === undefined) return true;
    const [first, last] = ports.outside;
    return ports.protocol === packet.protocol && packet.port >= first && packet.port <= last;
  }

  portBehind({ ports }: DnatEntry, port: number): number {
    return ports === undefined ? port : ports.inside[0] + port - ports.outside[0];
  }

  // Routes.

  /** The NIC or NAT gateway that the subnet's table leads to: the longest prefix, and of two equal ones the first. */
  nextHop(world: World, sender: Nic, destination: string): Nic | NatGateway | undefined {
    const { table } = byId(world.subnets, sender.subnet);
    let best: { length: number; hop: World['tables'][0]['routes'][0]['hop'] } | undefined;
    for (const { destination: to, hop } of byId(world.tables, table).routes) {
      for (const block of this.blocksOfRoute(world, to)) {
        if (!within(destination, block)) continue;
        if (best === undefined || this.isLonger(prefixLength(block), best.length)) {
          best = { length: prefixLength(block), hop };
        }
      }
    }
    const hop = best?.hop;
    if (hop === undefined || hop === 'ipv6-internet') return undefined;
    if ('natGateway' in hop) return byId(world.natGateways, hop.natGateway);
    const nic =
      'nic' in hop
        ? byNic(world, hop.nic)
        : 'instance' in hop
          ? primary(world, hop.instance)
          : this.holder(world, byId(world.haVips, hop.haVip));
    return nic?.instance === undefined ? undefined : nic;
  }

  isLonger(length: number, than: number): boolean {
    return length > than;
  }

  blocksOfRoute(world: World, to: { cidr: string } | { prefixList: string }): readonly string[] {
    return 'cidr' in to ? [to.cidr] : byId(world.prefixLists, to.prefixList).blocks;
  }

  // Security groups.

  groupsAccept(journey: Journey, nic: Nic, direction: Direction): boolean {
    const { world, packet } = journey;
    if (this.groupsAreStateful() && this.isReply(journey, byId(world.vpcs, vpcOf(world, nic)))) {
      return true;
    }
    const peer = direction === 'egress' ? packet.destination : packet.source;
    const matching = nic.groups
      .flatMap((id) => byId(world.groups, id)[direction])
      .filter((rule) => this.ruleMatches(world, rule, packet, peer));
    return this.verdict(matching);
  }

  groupsAreStateful(): boolean {
    return true;
  }

  /** Of the rules that match: the lowest number decides, and of equal ones the drop. */
  verdict(matching: readonly Rule[]): boolean {
    const [first] = [...matching].sort((one, other) => this.order(one, other));
    return first?.accept ?? this.groupDefault();
  }

  order(one: Rule, other: Rule): number {
    return one.priority - other.priority || this.dropFirst(one, other);
  }

  dropFirst(one: Rule, other: Rule): number {
    return Number(one.accept) - Number(other.accept);
  }

  groupDefault(): boolean {
    return false;
  }

  ruleMatches(world: World, rule: Rule, packet: Packet, peer: string): boolean {
    return (
      this.isProtocol(rule.protocol, packet) &&
      this.isPort(rule.ports, packet) &&
      this.isPeer(world, rule.peer, packet, peer)
    );
  }

  isProtocol(word: Word, packet: Packet): boolean {
    return word === 'all' || word === packet.protocol;
  }

  isPort(ports: Rule['ports'], packet: Packet): boolean {
    if (ports === undefined || !hasPorts(packet.protocol)) return true;
    return packet.port >= ports[0] && packet.port <= ports[1];
  }

  isPeer(world: World, peer: Rule['peer'], _packet: Packet, address: string): boolean {
    if ('cidr' in peer) return within(address, peer.cidr);
    if ('prefixList' in peer) {
      return withinAny(address, byId(world.prefixLists, peer.prefixList).blocks);
    }
    return this.isOfGroup(world, peer.group, address);
  }

  /** A group as a peer is all addresses of its NICs. */
  isOfGroup(world: World, group: string, address: string): boolean {
    return world.nics.some(
      (nic) => nic.instance !== undefined && nic.groups.includes(group) && holds(nic, address),
    );
  }

  // Network ACLs.

  /** What stays inside a subnet meets no ACL. */
  crossesBorder(from: string, to: string): boolean {
    return from !== to;
  }

  aclAccepts(journey: Journey, subnet: Subnet, direction: Direction): boolean {
    const { world, packet } = journey;
    if (subnet.acl === undefined) return true;
    const acl = byId(world.acls, subnet.acl);
    const vpc = byId(world.vpcs, subnet.vpc);
    if (this.isStateful(acl) && this.isReply(journey, vpc)) return true;
    const peer = direction === 'egress' ? packet.destination : packet.source;
    return this.firstEntry(acl[direction], packet, peer)?.accept ?? this.aclDefault();
  }

  isStateful(acl: Acl): boolean {
    return acl.stateful;
  }

  firstEntry(entries: readonly Entry[], packet: Packet, peer: string): Entry | undefined {
    return entries.find((each) => this.entryMatches(each, packet, peer));
  }

  entryMatches({ protocol, ports, block }: Entry, packet: Packet, peer: string): boolean {
    return this.isProtocol(protocol, packet) && this.isPort(ports, packet) && within(peer, block);
  }

  aclDefault(): boolean {
    return false;
  }

  // Connections.

  /** Whether the packet goes back the way of a flow that this VPC's router has seen. */
  isReply({ packet, known }: Journey, vpc: Vpc): boolean {
    return known.some((flow) => isAnswer(flow, vpc, packet));
  }
}

/** A packet on its way, with the addresses that it has by now. */
export interface Journey {
  readonly world: World;
  readonly packet: Packet;
  readonly known: readonly Flow[];
  readonly flows: readonly Flow[];
  /** The address of a NAT gateway at which it came in, if it did. */
  readonly cameTo?: string;
}

const flowIn = (vpc: Vpc, { source, destination }: Packet): Flow => ({
  vpc: vpc.id,
  source,
  destination,
});

const isAnswer = ({ vpc: id, source, destination }: Flow, vpc: Vpc, packet: Packet): boolean =>
  id === vpc.id &&
  sameAddress(source, packet.destination) &&
  sameAddress(destination, packet.source);

const at = ({ protocol, port }: Packet) => (hasPorts(protocol) ? { port } : {});

const hasPorts = (protocol: string): boolean => ['tcp', 'udp'].includes(protocol);

const holds = (nic: Nic, address: string): boolean =>
  nic.ipv4.includes(address) || nic.ipv6.some((each) => sameAddress(each, address));

const byNic = (world: World, id: string): Nic | undefined =>
  world.nics.find((each) => each.id === id);

const primary = (world: World, instance: string): Nic | undefined =>
  world.nics.find((each) => each.instance === instance && each.primary);

const vpcOfSubnet = (world: World, subnet: string): string => byId(world.subnets, subnet).vpc;

export const vpcOf = (world: World, nic: Nic): string => vpcOfSubnet(world, nic.subnet);

function vpcOfEip(world: World, bound: EipBinding): string {
  if ('natGateway' in bound) return byId(world.natGateways, bound.natGateway).vpc;
  if ('haVip' in bound) return vpcOfSubnet(world, byId(world.haVips, bound.haVip).subnet);
  return vpcOf(world, byId(world.nics, bound.nic));
}
