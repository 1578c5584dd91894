import type { NicPolicy, Peer, SecurityRule } from '#core/network.ts';
import { blockAround } from './addresses.ts';
import {
  type Direction,
  drop,
  type Judgement,
  type Packet,
  type PacketNetwork,
  pass,
} from './packet.ts';
import { listed, matchesProtocol, packetWords, ruleWords } from './words.ts';

interface Match {
  readonly groupId: string;
  readonly rule: SecurityRule;
  /** What of the rule's peer the address is in. */
  readonly peer: string;
}

/** Judges by all groups of a NIC as by one list of rules. */
export function judgeByGroups(
  network: PacketNetwork,
  nic: NicPolicy,
  packet: Packet,
  direction: Direction,
): Judgement {
  const address = direction === 'egress' ? packet.destination : packet.source;
  const where = `${direction === 'egress' ? 'to' : 'from'} ${address}`;
  const [match] = matching(network, nic, packet, direction, address).sort(inOrder);
  if (match === undefined) {
    const rules = `${direction} rule of ${listed(nic.securityGroupIds)}`;
    const [only = ''] = nic.securityGroupIds;
    return drop(
      nic.securityGroupIds.length === 1 ? only : '',
      `no ${rules} matches ${packetWords(packet)} ${where}`,
    );
  }
  const { groupId, rule, peer } = match;
  const side = direction === 'egress' ? 'to' : 'from';
  const fact = `its ${direction} rule of priority ${rule.priority} ${rule.accept ? 'accepts' : 'drops'} ${ruleWords(rule)} ${side} ${peer}`;
  return rule.accept ? pass(groupId, fact) : drop(groupId, fact);
}

function matching(
  network: PacketNetwork,
  nic: NicPolicy,
  packet: Packet,
  direction: Direction,
  address: string,
): Match[] {
  return nic.securityGroupIds.flatMap((groupId) => {
    const group = network.securityGroups.find(({ id }) => id === groupId);
    return (group?.[direction] ?? []).flatMap((rule): Match[] => {
      if (!matchesProtocol(rule, packet)) return [];
      const peer = peerWith(network, rule.peer, address);
      return peer === undefined ? [] : [{ groupId, rule, peer }];
    });
  });
}

/** The lowest number first, and of equal ones the rule that drops. */
const inOrder = ({ rule: one }: Match, { rule: other }: Match): number =>
  one.priority - other.priority || Number(one.accept) - Number(other.accept);

/** What of a peer has an address. A group stands for the private addresses of its NICs. */
function peerWith({ nics }: PacketNetwork, peer: Peer, address: string): string | undefined {
  if ('blocks' in peer) return blockAround(address, peer.blocks);
  const { securityGroupId } = peer;
  const member = nics.some(
    ({ securityGroupIds, addresses }) =>
      securityGroupIds.includes(securityGroupId) && addresses.includes(address),
  );
  return member ? securityGroupId : undefined;
}
