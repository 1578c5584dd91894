import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, flag, id } from '#core/parameters.ts';
import { setIpv4Private } from '../vpc/ipv4-private.ts';
import { ownVpcToChange } from '../vpc/rows.ts';
import { availableVpc, type VpcFacts } from '../vpc/vpc.rules.ts';
import { availableIpv4Gateway, type Ipv4GatewayFacts, isAttachedTo } from './ipv4-gateway.rules.ts';
import { ownIpv4GatewayToChange } from './rows.ts';

interface DetachFacts extends Ipv4GatewayFacts, VpcFacts {
  readonly vpcId: string;
}

const detachRules: readonly Rule<DetachFacts>[] = [
  ...availableIpv4Gateway,
  ...availableVpc,
  isAttachedTo,
];

/**
 * Detaches an IPv4 gateway from its VPC, at once, and disables it. EIPs of the VPC carry packets as
 * though it had never had one, or, with `PrivateMode`, none until it gets one again.
 */
export const detachIpv4Gateway = writeAction({
  name: 'DetachIpv4Gateway',
  summary: 'detach an IPv4 gateway from its VPC',
  parameters: () =>
    z.object({
      Ipv4GatewayId: id(),
      VpcId: id(),
      PrivateMode: flag().default(false),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({}),
  rules: detachRules,

  async facts(tx, { Ipv4GatewayId, VpcId }, context) {
    return {
      ipv4Gateway: await tx.first(ownIpv4GatewayToChange, ownKey(context, Ipv4GatewayId)),
      vpc: await tx.first(ownVpcToChange, ownKey(context, VpcId)),
      vpcId: VpcId,
    };
  },

  async change(tx, _, { Ipv4GatewayId, VpcId, PrivateMode }) {
    await tx.update('ipv4_gateway', Ipv4GatewayId, { vpc_id: null, enabled: 0 });
    await setIpv4Private(tx, VpcId, PrivateMode);
    return {};
  },
});
