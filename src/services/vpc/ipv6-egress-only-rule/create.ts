import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownerOf, ownKey } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { RESOURCES } from '#core/resources.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { ownBandwidthToChange } from '../ipv6-address-bandwidth/rows.ts';
import { ownIpv6GatewayToChange } from '../ipv6-gateway/rows.ts';
import { DEFAULT_PROJECT, description, resourceName } from '../names.ts';
import { createRules } from './create.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { ruleOfBandwidth, rulesOfGateway } from './rows.ts';

/**
 * Makes an egress-only rule: an IPv6 address with public bandwidth can open connections, but nobody
 * can open one to it. It is Creating, then Available.
 */
export const createIpv6EgressOnlyRule = writeAction({
  name: 'CreateIpv6EgressOnlyRule',
  summary: 'let an IPv6 address only open connections',
  asyncTask: true,
  parameters: () =>
    z.object({
      Ipv6GatewayId: id(),
      InstanceId: id(),
      Name: resourceName().optional(),
      Description: description().optional(),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({ Ipv6EgressOnlyRuleId: z.string() }),
  begins: [TRANSITIONS.create],
  rules: createRules,

  // The gateway is locked before the bandwidth, as everywhere. The lock on the bandwidth makes one
  // of two new rules come first.
  async facts(tx, { Ipv6GatewayId, InstanceId }, context) {
    const owner = ownerOf(context);
    const ipv6Gateway = await tx.first(ownIpv6GatewayToChange, { id: Ipv6GatewayId, ...owner });
    const bandwidth = await tx.first(ownBandwidthToChange, { id: InstanceId, ...owner });
    const counted =
      ipv6Gateway && (await tx.first(rulesOfGateway, { ipv6GatewayId: ipv6Gateway.id }));
    return {
      ipv6Gateway,
      bandwidth,
      present: bandwidth && (await tx.first(ruleOfBandwidth, { bandwidthId: bandwidth.id }))?.id,
      rules: counted?.n ?? 0,
      rulesAllowed: context.world.quota(context.accountId, 'EgressOnlyRulesPerIpv6Gateway'),
    };
  },

  async change(tx, _, input, context) {
    const id = context.ids.resource(RESOURCES.ipv6_egress_only_rule.idPrefix);
    await tx.insert('ipv6_egress_only_rule', {
      ...ownKey(context, id),
      project_name: DEFAULT_PROJECT,
      name: input.Name ?? id,
      description: input.Description ?? '',
      status: TRANSITIONS.create.from,
      ipv6_gateway_id: input.Ipv6GatewayId,
      ipv6_address_bandwidth_id: input.InstanceId,
    });
    tx.touch('ipv6_address_bandwidth', input.InstanceId);
    await scheduleTransition(tx, context, TRANSITIONS.create, id);
    return { Ipv6EgressOnlyRuleId: id };
  },
});
