import type { ResourceRow } from './resource.ts';

export interface PrefixListTables {
  prefix_list: PrefixListRow;
  prefix_list_entry: PrefixListEntryRow;
}

export interface PrefixListRow extends ResourceRow {
  /** `IPv4` or `IPv6`. */
  ip_version: string;
  max_entries: number;
}

export interface PrefixListEntryRow {
  prefix_list_id: string;
  /** A CIDR block in its canonical spelling. */
  cidr: string;
  description: string;
  /** Position in the list: it grows, so the newest entry is the last. */
  position: number;
}
