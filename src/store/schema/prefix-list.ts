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
  /** A block in its one spelling. */
  cidr: string;
  description: string;
  /** Order in the list: it grows, so the newest entry is the last. */
  position: number;
}
