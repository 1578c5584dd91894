import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { RESOURCES } from '#core/resources.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { description } from '../names.ts';
import { blockText } from '../subnet/range.ts';
import { ownTrafficMirrorFilterToChange } from '../traffic-mirror-filter/rows.ts';
import {
  settledTrafficMirrorFilter,
  type TrafficMirrorFilterFacts,
} from '../traffic-mirror-filter/traffic-mirror-filter.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { cidrBlock, direction, policy, portRange, priority, protocol } from './parameters.ts';
import { trafficOf } from './ports.ts';
import { ruleWithPriority } from './rows.ts';
import { type TrafficFacts, trafficRules } from './traffic.rules.ts';

const createRules: readonly Rule<TrafficMirrorFilterFacts & TrafficFacts>[] = [
  ...settledTrafficMirrorFilter,
  ...trafficRules,
];

/** Adds a rule to a filter. It is Creating, then Available. */
export const createTrafficMirrorFilterRule = writeAction({
  name: 'CreateTrafficMirrorFilterRule',
  summary: 'add a rule to a traffic mirror filter',
  asyncTask: true,
  parameters: () =>
    z.object({
      TrafficMirrorFilterId: id(),
      TrafficDirection: direction(),
      Priority: priority().default(1),
      Policy: policy(),
      Protocol: protocol(),
      SourceCidrBlock: cidrBlock(),
      SourcePortRange: portRange().optional(),
      DestinationCidrBlock: cidrBlock(),
      DestinationPortRange: portRange().optional(),
      Description: description().optional(),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({ TrafficMirrorFilterRuleId: z.string() }),
  begins: [TRANSITIONS.create],
  rules: createRules,

  async facts(tx, input, context) {
    const key = ownKey(context, input.TrafficMirrorFilterId);
    const filter = await tx.first(ownTrafficMirrorFilterToChange, key);
    const place = {
      filterId: key.id,
      direction: input.TrafficDirection,
      priority: input.Priority,
    };
    return {
      filter,
      ...trafficOf(input.Protocol, input),
      priority: input.Priority,
      rival: filter && (await tx.first(ruleWithPriority, place))?.id,
    };
  },

  async change(tx, { traffic }, input, context) {
    const ruleId = context.ids.resource(RESOURCES.traffic_mirror_filter_rule.idPrefix);
    await tx.insert('traffic_mirror_filter_rule', {
      ...ownKey(context, ruleId),
      project_name: '',
      name: '',
      description: input.Description ?? '',
      status: TRANSITIONS.create.from,
      traffic_mirror_filter_id: input.TrafficMirrorFilterId,
      traffic_direction: input.TrafficDirection,
      priority: input.Priority,
      policy: input.Policy,
      protocol: input.Protocol,
      source_cidr_block: blockText(input.SourceCidrBlock) ?? '',
      source_port_range: traffic?.SourcePortRange ?? '',
      destination_cidr_block: blockText(input.DestinationCidrBlock) ?? '',
      destination_port_range: traffic?.DestinationPortRange ?? '',
    });
    await scheduleTransition(tx, context, TRANSITIONS.create, ruleId);
    return { TrafficMirrorFilterRuleId: ruleId };
  },
});
