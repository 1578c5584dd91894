import type { Resource } from '#core/service.ts';
import { associateIpamResourceDiscovery } from './associate.ts';
import { describeIpamResourceDiscoveryAssociations } from './describe.ts';
import { disassociateIpamResourceDiscovery } from './disassociate.ts';

/** The actions of the associations of resource discoveries with IPAMs. */
export const ipamResourceDiscoveryAssociationResource: Resource = {
  actions: [
    associateIpamResourceDiscovery,
    describeIpamResourceDiscoveryAssociations,
    disassociateIpamResourceDiscovery,
  ],
};
