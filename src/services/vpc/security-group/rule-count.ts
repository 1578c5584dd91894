import type { Context } from '#core/context.ts';
import type { PrefixListRow } from '#store/schema/prefix-list.ts';
import type { Reader } from '#store/store.ts';
import { prefixListsByIds } from '../prefix-list/rows.ts';
import type { Direction, RuleTraffic } from './rule.ts';
import { groupsByPrefixLists, peersOfGroup } from './rule-rows.ts';

type Peer = Pick<RuleTraffic, 'cidr_ip' | 'source_group_id' | 'prefix_list_id'>;
type List = Pick<PrefixListRow, 'ip_version' | 'max_entries'>;

/**
 * How many rules of a direction a group counts, by version of IP, as its quota does: the vendor's
 * FAQ of security groups. A rule that names a prefix list counts as many as the list may have
 * entries (documented); one that names a group is of both versions.
 */
export async function rulesCounted(
  tx: Reader,
  groupId: string,
  direction: Direction,
): Promise<{ IPv4: number; IPv6: number }> {
  const peers = await tx.all(peersOfGroup, { groupId, direction });
  const lists = await prefixListsByIds(
    tx,
    peers.flatMap(({ prefix_list_id }) => prefix_list_id || []),
  );
  const counted = { IPv4: 0, IPv6: 0 };
  for (const peer of peers) {
    const list = lists.get(peer.prefix_list_id);
    for (const version of versionsOf(peer, list)) counted[version] += list?.max_entries ?? 1;
  }
  return counted;
}

/** The versions of IP that a rule with this peer is of. */
export function versionsOf(peer: Peer, list: List | undefined): ('IPv4' | 'IPv6')[] {
  if (peer.cidr_ip !== '') return peer.cidr_ip.includes(':') ? ['IPv6'] : ['IPv4'];
  if (list !== undefined) return list.ip_version === 'IPv6' ? ['IPv6'] : ['IPv4'];
  return ['IPv4', 'IPv6'];
}

/** How many more entries a list may have before a group that refers to it has too many rules. */
export async function entriesLeftInGroups(
  tx: Reader,
  context: Context,
  list: Pick<PrefixListRow, 'id' | 'ip_version'>,
): Promise<number> {
  const allowed = context.world.quota(context.accountId, 'RulesPerSecurityGroup');
  let remaining = Number.POSITIVE_INFINITY;
  for (const { id: groupId } of await groupsByPrefixLists(tx, [list.id])) {
    for (const direction of ['ingress', 'egress'] as const) {
      const peers = await tx.all(peersOfGroup, { groupId, direction });
      const uses = peers.filter(({ prefix_list_id }) => prefix_list_id === list.id).length;
      if (uses === 0) continue;
      const counted = await rulesCounted(tx, groupId, direction);
      const free = allowed - counted[list.ip_version === 'IPv6' ? 'IPv6' : 'IPv4'];
      remaining = Math.min(remaining, Math.floor(free / uses));
    }
  }
  return remaining;
}
