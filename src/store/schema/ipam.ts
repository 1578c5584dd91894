import type { ResourceRow } from './resource.ts';

export interface IpamTables {
  ipam: IpamRow;
  ipam_scope: IpamScopeRow;
  ipam_pool: IpamPoolRow;
  ipam_pool_cidr: IpamPoolCidrRow;
  ipam_pool_allocation: IpamPoolAllocationRow;
  ipam_resource_discovery: IpamResourceDiscoveryRow;
  ipam_resource_discovery_association: IpamResourceDiscoveryAssociationRow;
  ipam_resource_cidr: IpamResourceCidrRow;
  ipam_organization: IpamOrganizationRow;
}

/** An IP address manager. It is kept in the region where it was made. */
export interface IpamRow extends ResourceRow {
  /** JSON list of regions. */
  operating_regions: string;
  private_default_scope_id: string;
  public_default_scope_id: string;
  default_resource_discovery_id: string;
  default_association_id: string;
}

/** A space of addresses, in which no two pools have one. */
export interface IpamScopeRow extends ResourceRow {
  ipam_id: string;
  /** `private` or `public`. */
  type: string;
  is_default: number;
}

export interface IpamPoolRow extends ResourceRow {
  ipam_id: string;
  ipam_scope_id: string;
  ip_version: string;
  /** The pool that it has its blocks from, '' for none. */
  source_ipam_pool_id: string;
  /** Where its blocks are for, '' for every region. */
  pool_region_id: string;
  /** 1 for a pool without a source, and one more than the source's. */
  depth: number;
  auto_import: number;
  /** Masks of allocations; -1 for none. */
  allocation_default_cidr_mask: number;
  allocation_min_cidr_mask: number;
  allocation_max_cidr_mask: number;
}

/** A block that a pool can give out. */
export interface IpamPoolCidrRow {
  ipam_pool_id: string;
  cidr_block: string;
  created_at: number;
}

/** A block that a pool has given out. */
export interface IpamPoolAllocationRow extends ResourceRow {
  ipam_pool_id: string;
  cidr_block: string;
  /** The block of the pool that it is in. */
  source_cidr_block: string;
  /** `Vpc`, `IpamPool` or `Custom`, and the id of the VPC or pool. */
  resource_type: string;
  resource_id: string;
  resource_region: string;
}

export interface IpamResourceDiscoveryRow extends ResourceRow {
  /** JSON list of regions. */
  operating_regions: string;
  is_default: number;
}

export interface IpamResourceDiscoveryAssociationRow extends ResourceRow {
  ipam_id: string;
  ipam_resource_discovery_id: string;
  is_default: number;
}

/** What was changed about a block of a VPC or subnet: its scope, or that nobody watches it. */
export interface IpamResourceCidrRow {
  ipam_id: string;
  resource_id: string;
  resource_cidr: string;
  ipam_scope_id: string;
  monitored: number;
}

/** An account whose organization trusts the service. */
export interface IpamOrganizationRow {
  account_id: string;
  created_at: number;
}
