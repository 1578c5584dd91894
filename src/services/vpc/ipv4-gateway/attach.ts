import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import { vpcRefusals } from '../refusals.ts';
import { setIpv4Private } from '../vpc/ipv4-private.ts';
import { ownVpcToChange } from '../vpc/rows.ts';
import { availableVpc, type VpcFacts } from '../vpc/vpc.rules.ts';
import { availableIpv4Gateway, type Ipv4GatewayFacts, isFree } from './ipv4-gateway.rules.ts';
import { ipv4GatewayIn, ownIpv4GatewayToChange } from './rows.ts';

interface AttachFacts extends Ipv4GatewayFacts, VpcFacts {
  /** The gateway that the VPC has, if it has one. */
  readonly present: string | undefined;
}

const attachRules: readonly Rule<AttachFacts>[] = [
  ...availableIpv4Gateway,
  ...availableVpc,
  isFree,
  {
    refusal: vpcRefusals.VpcInUse,
    args: () => ['an IPv4 gateway'],
    broken: ({ present }) => present !== undefined,
    because: ({ present }) => `it has ${present ?? 'no IPv4 gateway'}`,
  },
];

/**
 * Attaches an IPv4 gateway to a VPC, at once. Until it is enabled, no EIP of the VPC carries
 * packets.
 */
export const attachIpv4Gateway = writeAction({
  name: 'AttachIpv4Gateway',
  summary: 'attach an IPv4 gateway to a VPC',
  parameters: () =>
    z.object({ Ipv4GatewayId: id(), VpcId: id(), ClientToken: clientToken().optional() }),
  result: () => z.object({}),
  rules: attachRules,

  async facts(tx, { Ipv4GatewayId, VpcId }, context) {
    const ipv4Gateway = await tx.first(ownIpv4GatewayToChange, ownKey(context, Ipv4GatewayId));
    const vpc = await tx.first(ownVpcToChange, ownKey(context, VpcId));
    const present = vpc && (await tx.first(ipv4GatewayIn, { vpcId: vpc.id }));
    return { ipv4Gateway, vpc, present: present?.id };
  },

  async change(tx, _, { Ipv4GatewayId, VpcId }) {
    await tx.update('ipv4_gateway', Ipv4GatewayId, { vpc_id: VpcId, enabled: 0 });
    await setIpv4Private(tx, VpcId, false);
    return {};
  },
});
