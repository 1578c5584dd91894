import type { Case } from './case-worlds.ts';
import { PacketModel } from './model.ts';
import { prefixLength, sameAddress, within, withinAny } from './ranges.ts';
import { byId, type Nic, type Packet, type SnatEntry, type World } from './world.ts';

type Methods = {
  [Name in keyof PacketModel]?: (
    original: PacketModel,
    ...given: Parameters<PacketModel[Name]>
  ) => ReturnType<PacketModel[Name]>;
};

/** A model in which some decisions are others. `original` is the one that decides as ever. */
function mutant(methods: Methods): PacketModel {
  const made = new PacketModel();
  const original = new PacketModel();
  for (const [name, decide] of Object.entries(methods)) {
    const value = (...given: unknown[]) =>
      (decide as (...all: unknown[]) => unknown)(original, ...given);
    Object.defineProperty(made, name, { value });
  }
  return made;
}

const ownNics = (world: World, group: string): Nic[] =>
  world.nics.filter(({ groups, instance }) => instance !== undefined && groups.includes(group));

/** The model with each of its decisions taken away, or turned into a likely mistake. */
export const MUTANTS: Readonly<Record<string, PacketModel>> = {
  'stopped instances go on': mutant({ isRunning: () => true }),
  'any MAC may send': mutant({ isOwnMac: () => true }),
  'any source may be sent': mutant({ isOwnSource: () => true }),
  'a member may not send from its floating address': mutant({ mayAnnounce: () => false }),
  'only the holder may send from a floating address': mutant({
    mayAnnounce: (it, world, nic, address) =>
      world.haVips.some(
        (vip) => sameAddress(vip.address, address) && it.holder(world, vip) === nic,
      ),
  }),
  'next hops send their own sources alone': mutant({ forwards: () => false }),
  'multicast and broadcast are routed': mutant({ isUnicast: () => true }),
  'a gateway does not answer': mutant({ isGateway: () => false }),
  'a gateway answers everything': mutant({
    gatewayAnswers: (it, journey, nic) =>
      it.gatewayAnswers({ ...journey, packet: { ...journey.packet, protocol: 'icmp' } }, nic),
  }),
  'gateways answer only what groups let out': mutant({
    gatewayAnswers: (it, journey, nic) =>
      it.groupsAccept(journey, nic, 'egress') ? it.gatewayAnswers(journey, nic) : undefined,
  }),
  'VPCs share their addresses': mutant({
    localNic: (it, world, vpc, address) =>
      it.localNic(world, vpc, address) ??
      world.nics.find((nic) => nic.instance !== undefined && nic.ipv4.includes(address)),
  }),
  'of two VPCs the first has an address': mutant({
    localNic: (it, world, vpc, address) =>
      world.nics.find((nic) => nic.instance !== undefined && nic.ipv4.includes(address)) ??
      it.localNic(world, vpc, address),
  }),
  'a floating address leaves a NIC whose instance has stopped': mutant({
    holder: (it, world, vip) => {
      const members = it.members(world, vip).filter((nic) => it.isConnected(world, nic));
      return members.find(({ id }) => id === vip.holder) ?? members[0];
    },
  }),
  'secondary addresses lead nowhere': mutant({
    localNic: (it, world, vpc, address) => {
      const nic = it.localNic(world, vpc, address);
      return nic?.ipv4.slice(1).includes(address) ? undefined : nic;
    },
  }),
  'floating addresses lead nowhere': mutant({ holder: () => undefined }),
  'the first member has a floating address': mutant({
    holder: (it, world, vip) => it.members(world, vip)[0],
  }),
  'routes are asked for the own blocks': mutant({
    isLocal: (it, vpc, destination) =>
      it.isLocal(vpc, destination) && !withinAny(destination, ['10.0.2.0/25', '10.0.2.96/28']),
  }),
  'addresses of the own blocks that nobody has are routed': mutant({ isLocal: () => false }),
  'groups let everything out': mutant({
    groupsAccept: (it, journey, nic, direction) =>
      direction === 'egress' || it.groupsAccept(journey, nic, direction),
  }),
  'groups let everything in': mutant({
    groupsAccept: (it, journey, nic, direction) =>
      direction === 'ingress' || it.groupsAccept(journey, nic, direction),
  }),
  'groups are stateless': mutant({ groupsAreStateful: () => false }),
  'a reply is one in every VPC': mutant({
    isReply: (it, journey, vpc) =>
      it.isReply({ ...journey, known: journey.known.map((f) => ({ ...f, vpc: vpc.id })) }, vpc),
  }),
  'whoever was spoken to may speak': mutant({
    isReply: (_, { known, packet }) =>
      known.some(({ destination }) => sameAddress(destination, packet.source)),
  }),
  'priorities do not matter': mutant({ order: (it, one, other) => it.dropFirst(one, other) }),
  'the highest number decides': mutant({
    order: (it, one, other) => other.priority - one.priority || it.dropFirst(one, other),
  }),
  'of equal rules the one that accepts': mutant({
    dropFirst: (_, one, other) => Number(other.accept) - Number(one.accept),
  }),
  'what no rule matches is accepted': mutant({ groupDefault: () => true }),
  'each group decides for itself': mutant({
    verdict: (it, matching) => it.verdict(matching) || matching.some(({ accept }) => accept),
  }),
  'icmp is of both families': mutant({
    isProtocol: (it, word, packet) =>
      it.isProtocol(word === 'icmp' && packet.protocol === 'icmpv6' ? 'icmpv6' : word, packet),
  }),
  'icmpv6 is not known': mutant({
    isProtocol: (it, word, packet) => word !== 'icmpv6' && it.isProtocol(word, packet),
  }),
  'a rule is of every protocol': mutant({ isProtocol: () => true }),
  'all protocols are tcp and udp': mutant({
    isProtocol: (it, word, packet) =>
      it.isProtocol(word, packet) && (word !== 'all' || !packet.protocol.startsWith('icmp')),
  }),
  'a rule is of every port': mutant({ isPort: () => true }),
  'the first port of a range is not in it': mutant({
    isPort: (it, ports, packet) =>
      it.isPort(ports, packet) &&
      (ports === undefined || ports[0] !== packet.port || ports[0] === ports[1]),
  }),
  'the last port of a range is not in it': mutant({
    isPort: (it, ports, packet) =>
      it.isPort(ports, packet) &&
      (ports === undefined || ports[1] !== packet.port || ports[0] === ports[1]),
  }),
  'rules do not look at the peer': mutant({ isPeer: () => true }),
  'a block of IPv4 lets IPv6 in': mutant({
    isPeer: (it, world, peer, packet, address) =>
      it.isPeer(world, peer, packet, address) || ('cidr' in peer && peer.cidr === '0.0.0.0/0'),
  }),
  'prefix lists hold nothing': mutant({
    isPeer: (it, world, peer, packet, address) =>
      !('prefixList' in peer) && it.isPeer(world, peer, packet, address),
  }),
  'prefix lists hold their first entry alone': mutant({
    isPeer: (it, world, peer, packet, address) =>
      'prefixList' in peer
        ? within(address, byId(world.prefixLists, peer.prefixList).blocks[0] ?? '0.0.0.0/32')
        : it.isPeer(world, peer, packet, address),
  }),
  'rules look at the other end': mutant({
    isPeer: (it, world, peer, packet, address) =>
      it.isPeer(
        world,
        peer,
        packet,
        address === packet.source ? packet.destination : packet.source,
      ),
  }),
  'a group as a peer holds nothing': mutant({ isOfGroup: () => false }),
  'a group as a peer holds primary addresses alone': mutant({
    isOfGroup: (_, world, group, address) =>
      ownNics(world, group).some(({ ipv4 }) => ipv4[0] === address),
  }),
  'a group as a peer holds IPv4 alone': mutant({
    isOfGroup: (_, world, group, address) =>
      ownNics(world, group).some(({ ipv4 }) => ipv4.includes(address)),
  }),
  'a group as a peer holds floating addresses': mutant({
    isOfGroup: (it, world, group, address) =>
      it.isOfGroup(world, group, address) ||
      ownNics(world, group).some((nic) => it.mayAnnounce(world, nic, address)),
  }),
  'a group as a peer holds public addresses': mutant({
    isOfGroup: (it, world, group, address) =>
      it.isOfGroup(world, group, address) ||
      world.eips.some(
        ({ address: eip, bound }) =>
          eip === address &&
          bound !== undefined &&
          'nic' in bound &&
          byId(world.nics, bound.nic).groups.includes(group),
      ),
  }),
  'ACLs filter inside a subnet': mutant({ crossesBorder: () => true }),
  'ACLs filter nothing between subnets': mutant({ crossesBorder: () => false }),
  'ACLs let everything out': mutant({
    aclAccepts: (it, journey, subnet, direction) =>
      direction === 'egress' || it.aclAccepts(journey, subnet, direction),
  }),
  'ACLs let everything in': mutant({
    aclAccepts: (it, journey, subnet, direction) =>
      direction === 'ingress' || it.aclAccepts(journey, subnet, direction),
  }),
  'ACLs are stateful': mutant({ isStateful: () => true }),
  'ACLs are stateless': mutant({ isStateful: () => false }),
  'what no entry matches is accepted': mutant({ aclDefault: () => true }),
  'the last entry decides': mutant({
    firstEntry: (it, entries, packet, peer) => it.firstEntry([...entries].reverse(), packet, peer),
  }),
  'entries are of both families': mutant({
    entryMatches: (it, entry, packet, peer) =>
      it.entryMatches(
        { ...entry, block: entry.block === '0.0.0.0/0' ? '::/0' : entry.block },
        packet,
        peer,
      ) || it.entryMatches(entry, packet, peer),
  }),
  'entries look at their block alone': mutant({
    entryMatches: (_, { block }, __, peer) => within(peer, block),
  }),
  'entries do not look at their block': mutant({
    entryMatches: (it, entry, packet) =>
      it.isProtocol(entry.protocol, packet) && it.isPort(entry.ports, packet),
  }),
  'the shortest prefix wins': mutant({ isLonger: (_, length, than) => length < than }),
  'the last of equal routes wins': mutant({ isLonger: (_, length, than) => length >= than }),
  'the first route wins': mutant({ isLonger: () => false }),
  'routes for prefix lists lead nowhere': mutant({
    blocksOfRoute: (it, world, to) => ('cidr' in to ? it.blocksOfRoute(world, to) : []),
  }),
  'there are no routes': mutant({ nextHop: () => undefined }),
  'routes beat public addresses': mutant({
    publicSource: (it, world, vpc, packet) =>
      routed(it, world, packet) ? undefined : it.publicSource(world, vpc, packet),
  }),
  'private blocks are the internet': mutant({ isPrivate: () => false }),
  'user blocks are the internet': mutant({ isUserBlock: () => false }),
  'what comes in may be from anywhere': mutant({ mayComeFrom: () => true }),
  'private sources leave': mutant({
    publicSource: (it, world, vpc, packet) =>
      it.publicSource(world, vpc, packet) ??
      (it.isPublic(vpc, packet.destination) ? packet.source : undefined),
  }),
  'sources leave untranslated': mutant({
    publicSource: (it, world, vpc, packet) =>
      it.publicSource(world, vpc, packet) === undefined ? undefined : packet.source,
  }),
  'public addresses lead nowhere': mutant({ intoEip: () => undefined }),
  'public addresses are reached from outside alone': mutant({
    intoEip: (it, journey, eip, bound) =>
      journey.packet.source === '198.51.100.1' ? it.intoEip(journey, eip, bound) : undefined,
  }),
  'a public address of one address is of the whole NIC': mutant({
    eipOf: (it, world, vpc, address) =>
      it.eipOf(world, vpc, address) ??
      world.eips.find(
        ({ bound }) =>
          bound !== undefined &&
          'nic' in bound &&
          byId(world.nics, bound.nic).ipv4.includes(address),
      ),
  }),
  'NICs in no instance have public addresses': mutant({ isPlugged: () => true }),
  'NAT gateways lead nowhere': mutant({ outOfNat: () => undefined }),
  'NAT gateways need no EIP': mutant({
    carries: (it, _, vpc, { intranet }) => it.isOpen(vpc) && !intranet,
  }),
  'NAT gateways of the intranet lead out': mutant({
    carries: (it, world, vpc, gateway) => it.carries(world, vpc, { ...gateway, intranet: false }),
  }),
  'a NAT gateway takes what no entry is about': mutant({
    natSource: (it, journey, vpc, gateway) =>
      it.natSource(journey, vpc, gateway) ??
      journey.world.eips.find(
        ({ bound }) => bound && 'natGateway' in bound && bound.natGateway === gateway.id,
      )?.address,
  }),
  'answers leave by the entry of their sender': mutant({
    natSource: (it, journey, vpc, gateway) => it.natSource({ ...journey, known: [] }, vpc, gateway),
  }),
  'no answer to a mapped packet leaves': mutant({ cameTo: () => undefined }),
  'the first SNAT entry decides': mutant({
    snatEntry: (_, { snat }, source) => snat.find(({ block }) => within(source, block)),
  }),
  'the last SNAT entry decides': mutant({
    snatEntry: (_, { snat }, source) => snat.findLast(({ block }) => within(source, block)),
  }),
  'the shortest prefix of SNAT entries decides': mutant({
    snatEntry: (_, { snat }, source) =>
      snat
        .filter(({ block }) => within(source, block))
        .sort((one, other) => prefixLength(one.block) - prefixLength(other.block))[0],
  }),
  'an SNAT entry has one EIP': mutant({
    eipOfEntry: (it, world, entry, source) =>
      it.eipOfEntry(world, { ...entry, eips: entry.eips.slice(0, 1) }, source),
  }),
  'the EIPs of an SNAT entry have no order': mutant({
    eipOfEntry: (it, world, entry, source) =>
      it.eipOfEntry(world, { ...entry, eips: [...entry.eips].sort() }, source),
  }),
  'the last eight bits choose an EIP': mutant({
    eipOfEntry: (_, world, { eips }: SnatEntry, source) =>
      byId(world.eips, eips[Number(source.split('.')[3]) % eips.length] ?? '').address,
  }),
  'nothing comes to a NAT gateway': mutant({ intoNat: () => undefined }),
  'mappings come before answers': mutant({
    intoNat: (it, journey, vpc, eip, gateway) =>
      it.intoNat({ ...journey, known: [] }, vpc, eip, gateway) ??
      it.intoNat(journey, vpc, eip, gateway),
  }),
  'mappings of all ports are none': mutant({
    isMapped: (it, entry, packet) => entry.ports !== undefined && it.isMapped(entry, packet),
  }),
  'mappings are of every port': mutant({
    isMapped: (_, { ports }, packet) => ports === undefined || ports.protocol === packet.protocol,
  }),
  'mappings are of every protocol': mutant({
    isMapped: (it, entry, packet) =>
      it.isMapped(entry, { ...packet, protocol: entry.ports?.protocol ?? packet.protocol }),
  }),
  'the first port of a mapping is not in it': mutant({
    isMapped: (it, entry, packet) =>
      it.isMapped(entry, packet) && entry.ports?.outside[0] !== packet.port,
  }),
  'the last port of a mapping is not in it': mutant({
    isMapped: (it, entry, packet) =>
      it.isMapped(entry, packet) && entry.ports?.outside[1] !== packet.port,
  }),
  'mapped ports stay as they are': mutant({ portBehind: (_, __, port) => port }),
  'a range is mapped to its first port': mutant({
    portBehind: (_, { ports }, port) => ports?.inside[0] ?? port,
  }),
  'IPv4 gateways change nothing': mutant({ isOpen: () => true }),
  'IPv4 gateways close for good': mutant({ isOpen: (_, vpc) => vpc.ipv4Gateway === undefined }),
  'private mode changes nothing': mutant({
    isOpen: (it, vpc) => it.isOpen({ ...vpc, ipv4Private: false }),
  }),
  'NAT gateways do not heed IPv4 gateways': mutant({
    carries: (it, world, vpc, gateway) =>
      it.carries(world, { ...vpc, ipv4Gateway: undefined, ipv4Private: false }, gateway),
  }),
  'floating addresses have no public ones': mutant({
    behindEip: (it, world, eip, bound) =>
      'haVip' in bound ? '0.0.0.0' : it.behindEip(world, eip, bound),
  }),
  'every VPC has an IPv6 gateway': mutant({ hasIpv6Gateway: () => true }),
  'IPv6 does not leave': mutant({ hasIpv6Gateway: () => false }),
  'egress-only addresses are reached': mutant({ mayOpenInwards: () => true }),
  'no IPv6 address is reached': mutant({ mayOpenInwards: () => false }),
};

/** Sequences meet these too rarely. Real packets of cases that are written by hand do. */
export const RARE: readonly string[] = [
  'multicast and broadcast are routed',
  'of equal rules the one that accepts',
  'the last of equal routes wins',
  'private blocks are the internet',
  'a NAT gateway takes what no entry is about',
  'the first SNAT entry decides',
  'the last SNAT entry decides',
  'the shortest prefix of SNAT entries decides',
  'an SNAT entry has one EIP',
  'the EIPs of an SNAT entry have no order',
  'the last eight bits choose an EIP',
  'NAT gateways do not heed IPv4 gateways',
  'private mode changes nothing',
  'a group as a peer holds public addresses',
  'NICs in no instance have public addresses',
  'the last entry decides',
];

/** Whether a case can be sent by itself: it is no answer, and nobody has announced an address. */
export const isSent = ({ world, known, packet }: Case): boolean =>
  known === undefined &&
  world.haVips.every(({ holder }) => holder === undefined) &&
  (packet.from === 'internet' || byId(world.nics, packet.from).instance !== undefined);

/** No packet of a sequence asks for these: cases that are written by hand do. */
export const BY_HAND: readonly string[] = [
  // An answer goes back to the opener of the connection, in the opener's VPC.
  'a reply is one in every VPC',
  'whoever was spoken to may speak',
  // It takes an entry of each kind with the same EIP, and an answer.
  'mappings come before answers',
  // The API puts no EIP on a gateway of the intranet, and needs one for an SNAT entry.
  'NAT gateways of the intranet lead out',
  'NAT gateways need no EIP',
  // The API gives bandwidth only to addresses of a VPC with a gateway, and then the gateway cannot
  // be deleted.
  'every VPC has an IPv6 gateway',
];

function routed(it: PacketModel, world: World, { from, destination }: Packet): boolean {
  return (
    from !== 'internet' && it.nextHop(world, byId(world.nics, from), destination) !== undefined
  );
}
