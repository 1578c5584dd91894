import { BILLING } from '../billing-types.ts';

/** The most that can be asked for at first, in Mbps. Source: docs 6896/133728. */
export const mostAtFirst = (billingType: number): number =>
  billingType === BILLING.byTraffic ? 200 : 500;

/** The most that it can be changed to, in Mbps. Source: ModifyIpv6AddressBandwidth. */
export const mostLater = (billingType: number): number =>
  billingType === BILLING.byTraffic ? 200 : 1000;
