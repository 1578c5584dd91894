import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import type { Holding } from '#core/common.rules.ts';
import { ownKey } from '#core/context.ts';
import { flag, id, text } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { description, resourceName } from '#services/vpc/names.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { natGatewayExists, natGatewayIsAvailable } from './nat-gateway.rules.ts';
import { spec } from './parameters.ts';
import { ownNatGatewayToChange } from './rows.ts';

/** The preconditions of ModifyNatGatewayAttributes; its page's table was not seen. */
const modifyRules: readonly Rule<
  Holding<'natGateway', { readonly id: string; readonly status: string }>
>[] = [natGatewayExists, natGatewayIsAvailable];

/**
 * Changes a NAT gateway's name, description, specification and modes; an absent one stays as it is.
 * It is Pending, then Available.
 */
export const modifyNatGatewayAttributes = writeAction({
  name: 'ModifyNatGatewayAttributes',
  summary: 'change a NAT gateway',
  parameters: () =>
    z.object({
      NatGatewayId: id(),
      NatGatewayName: resourceName().optional(),
      Description: description().optional(),
      Spec: spec().optional(),
      DirectMode: flag().optional(),
      SmartScheduleEnabled: flag().optional(),
      SmartScheduleRule: text(1024).optional(),
    }),
  result: () => z.object({}),
  begins: [TRANSITIONS.modify],
  rules: modifyRules,

  async facts(tx, { NatGatewayId }, context) {
    return { natGateway: await tx.first(ownNatGatewayToChange, ownKey(context, NatGatewayId)) };
  },

  async change(tx, _, input, context) {
    await tx.update('nat_gateway', input.NatGatewayId, {
      status: TRANSITIONS.modify.from,
      ...(input.NatGatewayName !== undefined && { name: input.NatGatewayName }),
      ...(input.Description !== undefined && { description: input.Description }),
      ...(input.Spec !== undefined && { spec: input.Spec }),
      ...(input.DirectMode !== undefined && { direct_mode: input.DirectMode ? 1 : 0 }),
      ...(input.SmartScheduleEnabled !== undefined && {
        smart_schedule_enabled: input.SmartScheduleEnabled ? 1 : 0,
      }),
      ...(input.SmartScheduleRule !== undefined && {
        smart_schedule_rule: input.SmartScheduleRule,
      }),
    });
    tx.touchNothing();
    await scheduleTransition(tx, context, TRANSITIONS.modify, input.NatGatewayId);
    return {};
  },
});
