import type { Rule } from '#core/action.ts';
import { exists, type Holding, inStatus } from '#core/common.rules.ts';
import { vpcRefusals } from '../refusals.ts';

export const subnetExists = exists(vpcRefusals.SubnetNotFound, 'subnet', 'subnet');

export const subnetIsAvailable = inStatus(vpcRefusals.SubnetInvalidStatus, 'subnet', 'subnet', [
  'Available',
]);

/** For what has an IPv4 address of the subnet and is nothing without one. */
export const subnetHasIpv4: Rule<Holding<'subnet', { readonly cidr_block: string }>> = {
  refusal: vpcRefusals.SubnetIpv4Disabled,
  broken: ({ subnet }) => subnet?.cidr_block === '',
  because: ({ subnet }) => `the subnet has ${subnet?.cidr_block || 'no IPv4 block'}`,
};
