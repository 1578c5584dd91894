import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { withinQuota } from '#core/common.rules.ts';
import { ownKey } from '#core/context.ts';
import { clientToken } from '#core/parameters.ts';
import { remainingQuota, reserveQuota } from '#core/quota.ts';
import { RESOURCES } from '#core/resources.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { DEFAULT_PROJECT, description, resourceName } from '../names.ts';
import { vpcRefusals } from '../refusals.ts';
import { TRANSITIONS } from './lifecycle.ts';

const createRules: readonly Rule<{ readonly quotaLeft: number }>[] = [
  withinQuota(vpcRefusals.Ipv4GatewayQuota, 'Ipv4Gateways', 'quotaLeft'),
];

/** Makes an IPv4 gateway that is attached to no VPC. It is Creating, then Available. */
export const createIpv4Gateway = writeAction({
  name: 'CreateIpv4Gateway',
  summary: 'create an IPv4 gateway',
  parameters: () =>
    z.object({
      Ipv4GatewayName: resourceName().optional(),
      Description: description().optional(),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({ Ipv4GatewayId: z.string() }),
  begins: [TRANSITIONS.create],
  rules: createRules,

  facts: async (tx, _, context) => ({
    quotaLeft: await remainingQuota(tx, context, 'Ipv4Gateways'),
  }),

  async change(tx, _, input, context) {
    const id = context.ids.resource(RESOURCES.ipv4_gateway.idPrefix);
    const owner = ownKey(context, id);
    await tx.insert('ipv4_gateway', {
      ...owner,
      project_name: DEFAULT_PROJECT,
      name: input.Ipv4GatewayName ?? id,
      description: input.Description ?? '',
      status: TRANSITIONS.create.from,
      vpc_id: null,
      enabled: 0,
    });
    // No VPC has it yet.
    tx.touchNothing();
    await reserveQuota(tx, owner, 'Ipv4Gateways', 1);
    await scheduleTransition(tx, context, TRANSITIONS.create, id);
    return { Ipv4GatewayId: id };
  },
});
