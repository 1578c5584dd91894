import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { description } from '../names.ts';
import { blockText } from '../subnet/range.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { ruleWithFilter } from './load-locked.ts';
import { cidrBlock, direction, policy, portRange, priority, protocol } from './parameters.ts';
import { trafficOf } from './ports.ts';
import { ruleWithPriority } from './rows.ts';
import { type TrafficFacts, trafficRules } from './traffic.rules.ts';
import { type RuleFacts, ruleOfSettledFilter } from './traffic-mirror-filter-rule.rules.ts';

const modifyRules: readonly Rule<RuleFacts & TrafficFacts>[] = [
  ...ruleOfSettledFilter,
  ...trafficRules,
];

/**
 * Changes a rule; what is absent stays as it is, but for the ports of a protocol that is given up.
 * It is Pending, then Available.
 */
export const modifyTrafficMirrorFilterRuleAttributes = writeAction({
  name: 'ModifyTrafficMirrorFilterRuleAttributes',
  summary: 'change a rule of a traffic mirror filter',
  asyncTask: true,
  parameters: () =>
    z.object({
      TrafficMirrorFilterRuleId: id(),
      TrafficDirection: direction().optional(),
      Priority: priority().optional(),
      Policy: policy().optional(),
      Protocol: protocol().optional(),
      SourceCidrBlock: cidrBlock().optional(),
      SourcePortRange: portRange().optional(),
      DestinationCidrBlock: cidrBlock().optional(),
      DestinationPortRange: portRange().optional(),
      Description: description().optional(),
    }),
  result: () => z.object({}),
  begins: [TRANSITIONS.modify],
  rules: modifyRules,

  async facts(tx, input, context) {
    const { filter, rule } = await ruleWithFilter(
      tx,
      ownKey(context, input.TrafficMirrorFilterRuleId),
    );
    if (!rule) {
      const nothing = { traffic: undefined, missing: undefined, malformed: undefined };
      return { filter, rule, ...nothing, priority: undefined, rival: undefined };
    }
    const wanted = {
      filterId: rule.traffic_mirror_filter_id,
      direction: input.TrafficDirection ?? rule.traffic_direction,
      priority: input.Priority ?? rule.priority,
    };
    const named = input.Protocol ?? rule.protocol;
    const found = (await tx.first(ruleWithPriority, wanted))?.id;
    return {
      filter,
      rule,
      ...trafficOf(named, input, rule),
      priority: wanted.priority,
      rival: found === rule.id ? undefined : found,
    };
  },

  async change(tx, { traffic }, input, context) {
    const { TrafficMirrorFilterRuleId: ruleId } = input;
    await tx.update('traffic_mirror_filter_rule', ruleId, {
      status: TRANSITIONS.modify.from,
      ...(input.TrafficDirection !== undefined && { traffic_direction: input.TrafficDirection }),
      ...(input.Priority !== undefined && { priority: input.Priority }),
      ...(input.Policy !== undefined && { policy: input.Policy }),
      ...(input.SourceCidrBlock !== undefined && {
        source_cidr_block: blockText(input.SourceCidrBlock) ?? '',
      }),
      ...(input.DestinationCidrBlock !== undefined && {
        destination_cidr_block: blockText(input.DestinationCidrBlock) ?? '',
      }),
      ...(traffic && {
        protocol: traffic.protocol,
        source_port_range: traffic.SourcePortRange,
        destination_port_range: traffic.DestinationPortRange,
      }),
      ...(input.Description !== undefined && { description: input.Description }),
    });
    await scheduleTransition(tx, context, TRANSITIONS.modify, ruleId);
    return {};
  },
});
