import type { Rule } from '#core/action.ts';
import { saying } from '#core/common.rules.ts';
import { type JoinFacts, joinRulesWhereNamed } from '../bandwidth-package/member.rules.ts';
import { ipv6GatewayIsAvailable } from '../ipv6-gateway/ipv6-gateway.rules.ts';
import { interfaceIsSettled } from '../network-interface/network-interface.rules.ts';
import { vpcRefusals } from '../refusals.ts';

export interface AllocateFacts extends JoinFacts {
  readonly bandwidth: number;
  /** The most that the billing type allows. */
  readonly bandwidthAllowed: number;
  readonly billingType: number;
  /** The address, parsed; undefined when it is not an IPv6 address. */
  readonly address: string | undefined;
  /** The caller's interface that holds the address. */
  readonly networkInterface:
    | { readonly id: string; readonly status: string; readonly service_managed: number }
    | undefined;
  /** The load balancer whose interface it is: its address may have public bandwidth. */
  readonly loadBalancer: { readonly id: string } | undefined;
  /** The IPv6 gateway of the VPC that the interface is in. */
  readonly ipv6Gateway: { readonly id: string; readonly status: string } | undefined;
  /** The public bandwidth that the address already has, if any. */
  readonly present: string | undefined;
}

/** Lets a rule speak of the interface that holds the address. */
const sayOfHolder = saying('networkInterface', 'no interface of the account holds it');

/**
 * The preconditions of AllocateIpv6AddressBandwidth; one row of its page's table was seen, the
 * order is ours.
 */
export const allocateRules: readonly Rule<AllocateFacts>[] = [
  {
    refusal: vpcRefusals.EipBandwidthTooLarge,
    parameter: 'Bandwidth',
    broken: ({ bandwidth, bandwidthAllowed }) => bandwidth > bandwidthAllowed,
    because: ({ bandwidth, bandwidthAllowed, billingType }) =>
      `${bandwidth} Mbps of ${bandwidthAllowed} for BillingType ${billingType}`,
  },
  {
    refusal: vpcRefusals.Ipv6Malformed,
    parameter: 'Ipv6Address',
    broken: ({ address }) => address === undefined,
    because: ({ address }) => `the address is ${address ?? 'none of IPv6'}`,
  },
  {
    refusal: vpcRefusals.Ipv6NotFound,
    broken: ({ networkInterface }) => networkInterface === undefined,
    because: sayOfHolder((eni) => `${eni.id} holds it`),
  },
  {
    refusal: vpcRefusals.Ipv6NotSupport,
    parameter: 'Ipv6Address',
    broken: ({ networkInterface, loadBalancer }) =>
      networkInterface && networkInterface.service_managed === 1 && loadBalancer === undefined,
    because: sayOfHolder((eni) => `ServiceManaged is ${eni.service_managed === 1}`),
  },
  interfaceIsSettled,
  {
    refusal: vpcRefusals.Ipv6GatewayNotFound,
    broken: ({ networkInterface, ipv6Gateway }) => networkInterface && ipv6Gateway === undefined,
    because: ({ ipv6Gateway }) => `the VPC has ${ipv6Gateway?.id ?? 'no IPv6 gateway'}`,
  },
  ipv6GatewayIsAvailable,
  {
    refusal: vpcRefusals.Ipv6HasBandwidth,
    broken: ({ present }) => present !== undefined,
    because: ({ present }) => `the address has ${present ?? 'no public bandwidth'}`,
  },
  ...joinRulesWhereNamed('BillingType'),
];
