import type { Rule } from '#core/action.ts';
import { exists, type Holding, inStatus } from '#core/common.rules.ts';
import { vpcRefusals } from '../refusals.ts';

export type IpAddressPoolFacts = Holding<
  'ipAddressPool',
  { readonly id: string; readonly status: string }
>;

/** The preconditions of every change: it exists, and it is in no transition. */
export const availableIpAddressPool: readonly Rule<IpAddressPoolFacts>[] = [
  exists(vpcRefusals.IpAddressPoolNotFound, 'ipAddressPool', 'IP address pool'),
  inStatus(vpcRefusals.IpAddressPoolInvalidStatus, 'ipAddressPool', 'IP address pool', [
    'Available',
  ]),
];
