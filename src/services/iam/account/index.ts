import type { Resource } from '#core/service.ts';
import { getAllowedIpAddresses, updateAllowedIpAddresses } from './allowed-ips.ts';
import { getAccountSummary } from './summary.ts';

/** The actions of iam on an account as a whole. */
export const accountResource: Resource = {
  actions: [getAccountSummary, getAllowedIpAddresses, updateAllowedIpAddresses],
};
