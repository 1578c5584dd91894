import { exists } from '#core/common.rules.ts';
import { vpcRefusals } from '../refusals.ts';

/** The precondition of every change to an IPAM; what is made and changed is settled at once. */
export const ipamExists = exists(vpcRefusals.IpamNotFound, 'ipam', 'IPAM');
