import type { Network, SecurityGroup, SecurityRule } from '#core/network.ts';
import { checkedAddress, type Family, ofFamily } from '../addresses.ts';
import { blocksMatch, familiesOf, protocolMatch } from './matches.ts';
import {
  type Direction,
  deviceIn,
  INTERNET_DEVICE,
  NOWHERE_DEVICE,
  nameOf,
  peerField,
  quoted,
  typeOf,
} from './names.ts';
import type { TableBuilder } from './ruleset.ts';

/*
 * Security groups. NICs in the same groups share one chain for each direction, in which the rules of
 * all their groups are one list. Replies do not come here.
 */

/** What becomes of packets that a rule accepts, and the chain of those that are dropped. */
const ENDS = {
  // What may leave goes on to the rules of the receiver.
  egress: { accept: 'return', drop: 'goto drop/security-group-egress' },
  ingress: { accept: 'accept', drop: 'goto drop/security-group-ingress' },
} as const;

/** Makes the chains, and the maps `egress` and `ingress` that lead to them by device. */
export function addSecurityGroups(table: TableBuilder, network: Network): void {
  const members = membersOf(network);
  const groups = new Map(network.securityGroups.map((group) => [group.id, group]));
  for (const direction of ['egress', 'ingress'] as const) {
    const verdicts = new Map<string, string>();
    for (const { id, securityGroupIds } of network.nics) {
      const ids = [...new Set(securityGroupIds)].sort();
      const name = nameOf(`group-${direction}`, ids);
      if (!table.chains.has(name)) {
        const all = ids.flatMap((each) => groups.get(each) ?? []);
        table.chain(name, [
          ...rulesOf(all, direction).flatMap((rule) => ruleText(table, rule, direction, members)),
          ENDS[direction].drop,
        ]);
      }
      verdicts.set(deviceIn(network, id), `${direction === 'egress' ? 'jump' : 'goto'} ${name}`);
    }
    if (direction === 'ingress') {
      if (table.chains.has('to-internet')) {
        verdicts.set(quoted(INTERNET_DEVICE), 'goto to-internet');
      }
      verdicts.set(quoted(NOWHERE_DEVICE), 'goto drop/no-route');
    }
    table.map(direction, 'type ifname : verdict;', verdicts);
  }
}

/** By priority, and of equal ones first those that drop. */
function rulesOf(groups: readonly SecurityGroup[], direction: Direction): SecurityRule[] {
  return groups
    .flatMap((group) => group[direction])
    .sort((a, b) => a.priority - b.priority || Number(a.accept) - Number(b.accept));
}

/** One rule for each family that it speaks of. */
function ruleText(
  table: TableBuilder,
  { accept, protocol, ports, peer }: SecurityRule,
  direction: Direction,
  members: Members,
): string[] {
  const verdict = accept ? ENDS[direction].accept : ENDS[direction].drop;
  return familiesOf(protocol).flatMap((family) => {
    const field = peerField(direction, family);
    const ofPeer =
      'blocks' in peer
        ? blocksMatch(table, family, field, peer.blocks)
        : membersMatch(table, family, field, peer.securityGroupId, members);
    if (ofPeer === undefined) return [];
    const ofProtocol = protocolMatch(protocol, ports);
    return [[ofPeer, ofProtocol, verdict].filter((part) => part !== '').join(' ')];
  });
}

/** The addresses of each group's NICs. */
type Members = ReadonlyMap<string, readonly string[]>;

function membersOf({ nics }: Network): Members {
  const members = new Map<string, string[]>();
  for (const { securityGroupIds, addresses } of nics) {
    for (const id of securityGroupIds) {
      const known = members.get(id);
      if (known === undefined) members.set(id, [...addresses]);
      else known.push(...addresses);
    }
  }
  return members;
}

function membersMatch(
  table: TableBuilder,
  family: Family,
  field: string,
  groupId: string,
  members: Members,
): string | undefined {
  const all = members.get(groupId) ?? [];
  const name = nameOf(`members${family}`, [groupId]);
  if (!table.sets.has(name)) {
    const addresses = ofFamily(family, all).map(checkedAddress);
    if (addresses.length === 0) return undefined;
    table.set(name, `type ${typeOf(family)};`, addresses);
  }
  return `${field} @${name}`;
}
