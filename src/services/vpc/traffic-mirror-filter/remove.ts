import type { TrafficMirrorFilterRow } from '#store/schema/traffic-mirror.ts';
import type { Writer } from '#store/store.ts';
import { removeTags } from '../tag/rows.ts';
import { removeRulesOfFilter } from '../traffic-mirror-filter-rule/remove.ts';

/** Removes a filter that no session uses, with its rules and tags. */
export async function removeTrafficMirrorFilter(
  tx: Writer,
  row: TrafficMirrorFilterRow,
): Promise<void> {
  await removeRulesOfFilter(tx, row.id);
  await removeTags(tx, row.id);
  await tx.remove('traffic_mirror_filter', row.id);
}
