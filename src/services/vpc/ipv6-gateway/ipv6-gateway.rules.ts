import { exists, type Holding, inStatus } from '#core/common.rules.ts';
import { vpcRefusals } from '../refusals.ts';

export type Ipv6GatewayFacts = Holding<
  'ipv6Gateway',
  { readonly id: string; readonly status: string }
>;

/** What each action that needs an IPv6 gateway asks of it. */
export const ipv6GatewayExists = exists(
  vpcRefusals.Ipv6GatewayNotFound,
  'ipv6Gateway',
  'IPv6 gateway',
);

export const ipv6GatewayIsAvailable = inStatus(
  vpcRefusals.Ipv6GatewayInvalidStatus,
  'ipv6Gateway',
  'IPv6 gateway',
  ['Available'],
);
