import { exists } from '#core/common.rules.ts';
import { vpcRefusals } from '../refusals.ts';

export const discoveryExists = exists(
  vpcRefusals.IpamResourceDiscoveryNotFound,
  'discovery',
  'resource discovery',
);
