import type { Resource } from '#core/service.ts';
import { describeIpamOrganizationAccount } from './describe.ts';
import { disableIpamOrganizationTrustedService } from './disable.ts';
import { enableIpamOrganizationTrustedService } from './enable.ts';

/** The actions about an organization that trusts IPAM. */
export const ipamOrganizationResource: Resource = {
  actions: [
    describeIpamOrganizationAccount,
    disableIpamOrganizationTrustedService,
    enableIpamOrganizationTrustedService,
  ],
};
