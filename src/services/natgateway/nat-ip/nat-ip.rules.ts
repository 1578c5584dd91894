import { exists, type Holding, inStatus } from '#core/common.rules.ts';
import { natRefusals } from '../refusals.ts';

export type NatIpFacts = Holding<'natIp', { readonly id: string; readonly status: string }>;

/** The preconditions on the NAT IP, for every action that needs one. */
export const natIpExists = exists(natRefusals.NatIpNotFound, 'natIp', 'NAT IP');

export const natIpIsAvailable = inStatus(natRefusals.NatIpInvalidStatus, 'natIp', 'NAT IP', [
  'Available',
]);
