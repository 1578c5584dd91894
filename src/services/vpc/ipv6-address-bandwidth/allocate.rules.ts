import type { Rule } from '#core/action.ts';
import { saying } from '#core/common.rules.ts';
import { ipv6GatewayIsAvailable } from '../ipv6-gateway/ipv6-gateway.rules.ts';
import { interfaceIsSettled } from '../network-interface/network-interface.rules.ts';
import { vpcRefusals } from '../refusals.ts';

export interface AllocateFacts {
  readonly bandwidth: number;
  /** The most that the billing type allows. */
  readonly bandwidthAllowed: number;
  readonly billingType: number;
  readonly bandwidthPackageId: string | undefined;
  /** The address, read; undefined when it is none. */
  readonly address: string | undefined;
  /** The interface of the caller's that holds it. */
  readonly networkInterface:
    | { readonly id: string; readonly status: string; readonly service_managed: number }
    | undefined;
  /** The IPv6 gateway of the VPC that the interface is in. */
  readonly ipv6Gateway: { readonly id: string; readonly status: string } | undefined;
  /** The public bandwidth that the address has already, if it has one. */
  readonly present: string | undefined;
}

/** Lets a rule speak of the interface that holds the address. */
const sayOfHolder = saying('networkInterface', 'no interface of the account holds it');

/** The preconditions of AllocateIpv6AddressBandwidth; of its page's table one was seen, the order is ours. */
export const allocateRules: readonly Rule<AllocateFacts>[] = [
  {
    refusal: vpcRefusals.EipBandwidthTooLarge,
    parameter: 'Bandwidth',
    broken: ({ bandwidth, bandwidthAllowed }) => bandwidth > bandwidthAllowed,
    because: ({ bandwidth, bandwidthAllowed, billingType }) =>
      `${bandwidth} Mbps of ${bandwidthAllowed} for BillingType ${billingType}`,
  },
  {
    refusal: vpcRefusals.BandwidthPackageNotFound,
    broken: ({ bandwidthPackageId }) => bandwidthPackageId !== undefined,
    because: ({ bandwidthPackageId }) =>
      bandwidthPackageId ? 'Tenon has no IPv6 bandwidth packages' : 'none is asked for',
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
    broken: ({ networkInterface }) => networkInterface && networkInterface.service_managed === 1,
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
];
