import type { ResourceRow } from './resource.ts';

export interface BandwidthPackageTables {
  bandwidth_package: BandwidthPackageRow;
}

/** Bandwidth that several EIPs and public bandwidths of IPv6 addresses share. */
export interface BandwidthPackageRow extends ResourceRow {
  isp: string;
  /** `IPv4`, `IPv6` or `Dual-stack`. */
  protocol: string;
  /** Mbps. */
  bandwidth: number;
  billing_type: number;
  /** JSON list. */
  security_protection_types: string;
  /** When a subscription ends; 0 for pay-as-you-go. */
  expires_at: number;
}

/** The columns of what can be in a bandwidth package. */
export interface InPackage {
  /** The package that it is in, '' for none. */
  bandwidth_package_id: string;
  /** The most that it may take of the package, in Mbps; 0 for all of it. */
  independent_bandwidth: number;
}
