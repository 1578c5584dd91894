import { lockingQuery, query } from '#store/query.ts';
import type { Reader } from '#store/store.ts';
import type { Direction, RuleTraffic } from './rule.ts';

type Traffic = RuleTraffic & { readonly groupId: string };

/**
 * The rules of a group with exactly the given traffic and peer: one for each policy and priority.
 */
export const rulesWithTraffic = lockingQuery((db, p: Traffic) =>
  db
    .selectFrom('security_group_rule')
    .selectAll()
    .where('security_group_id', '=', p.groupId)
    .where('direction', '=', p.direction)
    .where('protocol', '=', p.protocol)
    .where('port_start', '=', p.port_start)
    .where('port_end', '=', p.port_end)
    .where('cidr_ip', '=', p.cidr_ip)
    .where('source_group_id', '=', p.source_group_id)
    .where('prefix_list_id', '=', p.prefix_list_id)
    .orderBy('id'),
);

/**
 * The peers of a group's rules in one direction; a quota keeps them few. While the group is locked
 * they do not change.
 */
export const peersOfGroup = query((db, p: { groupId: string; direction: Direction }) =>
  db
    .selectFrom('security_group_rule')
    .select(['id', 'cidr_ip', 'source_group_id', 'prefix_list_id'])
    .where('security_group_id', '=', p.groupId)
    .where('direction', '=', p.direction),
);

export const deleteRule = query((db, p: { id: string }) =>
  db.deleteFrom('security_group_rule').where('id', '=', p.id),
);

export const describeRule = query((db, p: { id: string; description: string; now: number }) =>
  db
    .updateTable('security_group_rule')
    .set({ description: p.description, updated_at: p.now })
    .where('id', '=', p.id),
);

/** The groups with a rule that refers to one of the lists, each once for a list. */
export function groupsByPrefixLists(
  tx: Reader,
  prefixListIds: readonly string[],
): Promise<{ prefixListId: string; id: string }[]> {
  if (prefixListIds.length === 0) return Promise.resolve([]);
  return tx.select((db) =>
    db
      .selectFrom('security_group_rule')
      .select(['prefix_list_id as prefixListId', 'security_group_id as id'])
      .distinct()
      .where('prefix_list_id', 'in', prefixListIds)
      .orderBy('security_group_id'),
  );
}
