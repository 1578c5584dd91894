import type { ResourceRow } from './resource.ts';

export interface IpAddressPoolTables {
  ip_address_pool: IpAddressPoolRow;
  ip_address_pool_block: IpAddressPoolBlockRow;
}

export interface IpAddressPoolRow extends ResourceRow {
  isp: string;
}

/** A block of a pool. No two of a region overlap. */
export interface IpAddressPoolBlockRow {
  ip_address_pool_id: string;
  region: string;
  /** In its canonical spelling. */
  cidr_block: string;
  /** The first and the last address as numbers. */
  first: number;
  last: number;
  created_at: number;
}

/** The columns of an EIP that say where it comes from, and who watches it. */
export interface PooledAndWatched {
  /** The IP address pool that its address is of, '' for none. */
  ip_address_pool_id: string;
  /** Where its high-resolution monitoring goes; '' while it is off. */
  log_project_name: string;
  log_topic_name: string;
}
