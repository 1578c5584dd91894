import type { OwnKey } from '#store/owned.ts';
import type { Reader } from '#store/store.ts';
import { ownTrafficMirrorFilterToChange } from '../traffic-mirror-filter/rows.ts';
import { ownTrafficMirrorFilterRule, ownTrafficMirrorFilterRuleToChange } from './rows.ts';

/** One of the caller's rules with its filter, both locked, the filter first. */
export async function ruleWithFilter(tx: Reader, key: OwnKey) {
  const seen = await tx.first(ownTrafficMirrorFilterRule, key);
  const filter =
    seen &&
    (await tx.first(ownTrafficMirrorFilterToChange, { ...key, id: seen.traffic_mirror_filter_id }));
  return { filter, rule: seen && (await tx.first(ownTrafficMirrorFilterRuleToChange, key)) };
}
