import { exists } from '#core/common.rules.ts';
import { vpcRefusals } from '../refusals.ts';

export const poolExists = exists(vpcRefusals.IpamPoolNotFound, 'pool', 'IPAM pool');
