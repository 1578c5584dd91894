import { listsOf } from '#store/lists.ts';
import { byId, owned, ownedToChange } from '#store/owned.ts';
import { listQuery, query } from '#store/query.ts';
import type { TrafficMirrorFilterRuleRow } from '#store/schema/traffic-mirror.ts';
import type { Reader } from '#store/store.ts';

/** One of the caller's rules. Its filter is locked before it is locked itself. */
export const ownTrafficMirrorFilterRule = owned('traffic_mirror_filter_rule');

export const ownTrafficMirrorFilterRuleToChange = ownedToChange('traffic_mirror_filter_rule');

export const trafficMirrorFilterRuleById = byId('traffic_mirror_filter_rule');

/**
 * The rule of a filter that has a priority in a direction, if there is one. While the filter is
 * locked this does not change, but for rules that are gone.
 */
export const ruleWithPriority = query(
  (db, p: { filterId: string; direction: string; priority: number }) =>
    db
      .selectFrom('traffic_mirror_filter_rule')
      .select('id')
      .where('traffic_mirror_filter_id', '=', p.filterId)
      .where('traffic_direction', '=', p.direction)
      .where('priority', '=', p.priority),
);

/** The rules of each filter, by priority: there are at most 1000 in a direction. */
export function rulesOfFilters(
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, TrafficMirrorFilterRuleRow[]>> {
  return listsOf(tx, ids, 'traffic_mirror_filter_id', rulesOfMany, (row) => row);
}

const rulesOfMany = listQuery((db, ids) =>
  db
    .selectFrom('traffic_mirror_filter_rule')
    .selectAll()
    .where('traffic_mirror_filter_id', 'in', ids)
    .orderBy('traffic_mirror_filter_id')
    .orderBy('traffic_direction')
    .orderBy('priority'),
);
