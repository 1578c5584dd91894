/**
 * How EIPs, and the public bandwidths of IPv6 addresses, are paid for: the latter by no subscription.
 * Source: docs 6896/133728.
 */
export const BILLING = { subscription: 1, byBandwidth: 2, byTraffic: 3 } as const;
