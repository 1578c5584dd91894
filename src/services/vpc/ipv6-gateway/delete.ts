import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { aBandwidthIn } from '../ipv6-address-bandwidth/rows.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownVpcToChange } from '../vpc/rows.ts';
import { vpcIsAvailable } from '../vpc/vpc.rules.ts';
import {
  type Ipv6GatewayFacts,
  ipv6GatewayExists,
  ipv6GatewayIsAvailable,
} from './ipv6-gateway.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { ownIpv6Gateway, ownIpv6GatewayToChange } from './rows.ts';

interface DeleteFacts extends Ipv6GatewayFacts {
  readonly vpc: { readonly status: string } | undefined;
  /** The public bandwidth of one of the VPC's IPv6 addresses, if there is any. */
  readonly bandwidth: string | undefined;
}

/** The preconditions of DeleteIpv6Gateway: its page's table. The order is ours. */
export const deleteRules: readonly Rule<DeleteFacts>[] = [
  ipv6GatewayExists,
  ipv6GatewayIsAvailable,
  vpcIsAvailable,
  {
    refusal: vpcRefusals.Ipv6GatewayHasBandwidth,
    broken: ({ bandwidth }) => bandwidth !== undefined,
    because: ({ bandwidth }) => `${bandwidth ?? 'no bandwidth'} is in the VPC`,
  },
];

/** Deletes an IPv6 gateway that no public bandwidth depends on. It is Deleting, then not found. */
export const deleteIpv6Gateway = writeAction({
  name: 'DeleteIpv6Gateway',
  summary: 'delete an IPv6 gateway',
  asyncTask: true,
  parameters: () => z.object({ Ipv6GatewayId: id() }),
  result: () => z.object({}),
  begins: [TRANSITIONS.delete],
  rules: deleteRules,

  // The VPC is locked before the gateway, as in CreateIpv6Gateway.
  async facts(tx, { Ipv6GatewayId }, context) {
    const owner = ownerOf(context);
    const key = { id: Ipv6GatewayId, ...owner };
    const seen = await tx.first(ownIpv6Gateway, key);
    const vpc = seen && (await tx.first(ownVpcToChange, { id: seen.vpc_id, ...owner }));
    const ipv6Gateway = seen && (await tx.first(ownIpv6GatewayToChange, key));
    return {
      ipv6Gateway,
      vpc,
      bandwidth: seen && (await tx.first(aBandwidthIn, { vpcId: seen.vpc_id }))?.id,
    };
  },

  async change(tx, _, { Ipv6GatewayId }, context) {
    await tx.update('ipv6_gateway', Ipv6GatewayId, { status: TRANSITIONS.delete.from });
    tx.touch('ipv6_gateway', Ipv6GatewayId);
    await scheduleTransition(tx, context, TRANSITIONS.delete, Ipv6GatewayId);
    return {};
  },
});
