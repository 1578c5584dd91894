import type { NetworkAcl, Subnet } from '#core/network.ts';
import { isWithin } from './addresses.ts';
import {
  type Direction,
  drop,
  type Judgement,
  type Packet,
  type PacketNetwork,
  pass,
} from './packet.ts';
import { matchesProtocol, packetWords, ruleWords } from './words.ts';

/** Judges by the ACL of a subnet what crosses the subnet's border. */
export function judgeByAcl(
  network: PacketNetwork,
  subnet: Subnet,
  packet: Packet,
  direction: Direction,
  isReply: boolean,
): Judgement {
  const acl = network.networkAcls.find(({ id }) => id === subnet.networkAclId);
  if (acl === undefined) return pass('', `${subnet.id} has no network ACL`);
  if (acl.stateful && isReply) {
    return pass(acl.id, 'it is stateful, and the packet is an answer');
  }
  return judgeByEntries(acl, packet, direction, isReply);
}

function judgeByEntries(
  { id, ...acl }: NetworkAcl,
  packet: Packet,
  direction: Direction,
  isReply: boolean,
): Judgement {
  const egress = direction === 'egress';
  const address = egress ? packet.destination : packet.source;
  const entries = acl[direction];
  const found = entries.find(
    (each) => matchesProtocol(each, packet) && isWithin(address, each.block),
  );
  const side = egress ? 'to' : 'from';
  const asked = `${packetWords(packet)} ${side} ${address}`;
  const stateless = isReply ? `; it is stateless, so an answer needs an entry of its own` : '';
  if (found === undefined) {
    return drop(id, `no ${direction} entry matches ${asked}${stateless}`);
  }
  const place = `its ${direction} entry ${entries.indexOf(found) + 1}`;
  const what = `${ruleWords(found)} ${side} ${found.block}`;
  if (found.accept) return pass(id, `${place} accepts ${what}`);
  return drop(
    id,
    isReply ? `${place} drops ${what}, and with it ${asked}${stateless}` : `${place} drops ${what}`,
  );
}
