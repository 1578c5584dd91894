import { exists } from '#core/common.rules.ts';
import { vpcRefusals } from '../refusals.ts';

export const scopeExists = exists(vpcRefusals.IpamScopeNotFound, 'scope', 'IPAM scope');
