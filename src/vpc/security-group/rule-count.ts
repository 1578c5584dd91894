import type { Call } from '../../call.ts';
import type { Reader } from '../../store/store.ts';
import { maximaOfLists } from '../prefix-list/rows.ts';
import { groupsByPrefixLists, peersOfGroup } from './rule-rows.ts';

/** A rule that names a prefix list counts as many as the list may have entries (documented). */
export async function rulesCounted(tx: Reader, groupId: string): Promise<number> {
  const peers = await tx.all(peersOfGroup, { groupId });
  const lists = peers.flatMap(({ prefix_list_id }) => prefix_list_id || []);
  const maxima = await maximaOfLists(tx, [...new Set(lists)]);
  return peers.reduce((sum, { prefix_list_id }) => sum + (maxima.get(prefix_list_id) ?? 1), 0);
}

/** How many more entries a list may have before a group that refers to it has too many rules. */
export async function roomInGroupsOfList(
  tx: Reader,
  call: Call,
  prefixListId: string,
): Promise<number> {
  const allowed = call.world.quota(call.accountId, 'RulesPerSecurityGroup');
  let room = Number.POSITIVE_INFINITY;
  for (const { id: groupId } of await groupsByPrefixLists(tx, [prefixListId])) {
    const peers = await tx.all(peersOfGroup, { groupId });
    const uses = peers.filter(({ prefix_list_id }) => prefix_list_id === prefixListId).length;
    const free = allowed - (await rulesCounted(tx, groupId));
    room = Math.min(room, Math.floor(free / uses));
  }
  return room;
}
