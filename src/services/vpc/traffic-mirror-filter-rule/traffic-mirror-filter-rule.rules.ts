import type { Rule } from '#core/action.ts';
import { exists, type Holding, inStatus } from '#core/common.rules.ts';
import type { TrafficMirrorFilterRuleRow } from '#store/schema/traffic-mirror.ts';
import { vpcRefusals } from '../refusals.ts';
import {
  type TrafficMirrorFilterFacts,
  trafficMirrorFilterIsAvailable,
} from '../traffic-mirror-filter/traffic-mirror-filter.rules.ts';

export interface RuleFacts
  extends TrafficMirrorFilterFacts,
    Holding<'rule', TrafficMirrorFilterRuleRow> {}

/** Preconditions of every change to a rule: it exists, and it and its filter are Available. */
export const ruleOfSettledFilter: readonly Rule<RuleFacts>[] = [
  exists(vpcRefusals.TrafficMirrorFilterRuleNotFound, 'rule', 'traffic mirror filter rule'),
  trafficMirrorFilterIsAvailable,
  inStatus(vpcRefusals.TrafficMirrorFilterRuleInvalidStatus, 'rule', 'traffic mirror filter rule', [
    'Available',
  ]),
];
