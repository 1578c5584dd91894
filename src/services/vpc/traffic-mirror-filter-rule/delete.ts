import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { ruleWithFilter } from './load-locked.ts';
import { ruleOfSettledFilter } from './traffic-mirror-filter-rule.rules.ts';

/** Takes a rule out of its filter. It is Deleting, then not found. */
export const deleteTrafficMirrorFilterRule = writeAction({
  name: 'DeleteTrafficMirrorFilterRule',
  summary: 'delete a rule of a traffic mirror filter',
  asyncTask: true,
  parameters: () => z.object({ TrafficMirrorFilterRuleId: id() }),
  result: () => z.object({}),
  begins: [TRANSITIONS.delete],
  rules: ruleOfSettledFilter,

  facts: (tx, { TrafficMirrorFilterRuleId }, context) =>
    ruleWithFilter(tx, ownKey(context, TrafficMirrorFilterRuleId)),

  async change(tx, _, { TrafficMirrorFilterRuleId }, context) {
    await tx.update('traffic_mirror_filter_rule', TrafficMirrorFilterRuleId, {
      status: TRANSITIONS.delete.from,
    });
    await scheduleTransition(tx, context, TRANSITIONS.delete, TrafficMirrorFilterRuleId);
    return {};
  },
});
