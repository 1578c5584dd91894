import type { Resource } from '#core/service.ts';
import { createIpamResourceDiscovery } from './create.ts';
import { deleteIpamResourceDiscovery } from './delete.ts';
import { describeIpamResourceDiscoveries } from './describe.ts';
import { modifyIpamResourceDiscovery } from './modify.ts';

/** The actions of resource discoveries. */
export const ipamResourceDiscoveryResource: Resource = {
  actions: [
    createIpamResourceDiscovery,
    deleteIpamResourceDiscovery,
    describeIpamResourceDiscoveries,
    modifyIpamResourceDiscovery,
  ],
};
