/** How the public bandwidth of an IPv6 address is billed. Source: docs 6896/133728. */
export const BILLING = { byBandwidth: 2, byTraffic: 3 } as const;

/** The maximum at allocation, in Mbps. Source: docs 6896/133728. */
export const mostAtFirst = (billingType: number): number =>
  billingType === BILLING.byTraffic ? 200 : 500;

/** The maximum that it can be changed to, in Mbps. Source: ModifyIpv6AddressBandwidth. */
export const mostLater = (billingType: number): number =>
  billingType === BILLING.byTraffic ? 200 : 1000;
