import type { Rule } from '#core/action.ts';
import { vpcRefusals } from '../refusals.ts';

export interface Ipv6GatewayFacts {
  readonly ipv6Gateway: { readonly id: string; readonly status: string } | undefined;
}

/** The preconditions on the IPv6 gateway, for every action that needs one. */
export const ipv6GatewayExists: Rule<Ipv6GatewayFacts> = {
  refusal: vpcRefusals.Ipv6GatewayNotFound,
  broken: ({ ipv6Gateway }) => ipv6Gateway === undefined,
  because: ({ ipv6Gateway }) =>
    ipv6Gateway ? `${ipv6Gateway.id} exists` : 'there is no such IPv6 gateway',
};

export const ipv6GatewayIsAvailable: Rule<Ipv6GatewayFacts> = {
  refusal: vpcRefusals.Ipv6GatewayInvalidStatus,
  broken: ({ ipv6Gateway }) => ipv6Gateway && ipv6Gateway.status !== 'Available',
  because: ({ ipv6Gateway }) => `the IPv6 gateway is ${ipv6Gateway?.status ?? 'absent'}`,
};
