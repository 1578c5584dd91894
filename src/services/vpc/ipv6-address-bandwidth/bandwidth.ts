import { BILLING } from '../billing-types.ts';

/** The maximum at allocation, in Mbps. Source: docs 6896/133728. */
export const mostAtFirst = (billingType: number): number =>
  billingType === BILLING.byTraffic ? 200 : 500;

/** The maximum that it can be changed to, in Mbps. Source: ModifyIpv6AddressBandwidth. */
export const mostLater = (billingType: number): number =>
  billingType === BILLING.byTraffic ? 200 : 1000;
