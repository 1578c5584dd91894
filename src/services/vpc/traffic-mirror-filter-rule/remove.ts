import { query } from '#store/query.ts';
import type { TrafficMirrorFilterRuleRow } from '#store/schema/traffic-mirror.ts';
import type { Writer } from '#store/store.ts';

/** Removes a rule, which has no tags. */
export async function removeTrafficMirrorFilterRule(
  tx: Writer,
  row: TrafficMirrorFilterRuleRow,
): Promise<void> {
  await tx.remove('traffic_mirror_filter_rule', row.id);
}

/** Removes the rules of a filter that is being removed. */
export async function removeRulesOfFilter(tx: Writer, filterId: string): Promise<void> {
  await tx.run(deleteRules, { filterId });
}

const deleteRules = query((db, p: { filterId: string }) =>
  db.deleteFrom('traffic_mirror_filter_rule').where('traffic_mirror_filter_id', '=', p.filterId),
);
