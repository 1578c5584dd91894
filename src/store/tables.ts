import type { ResourceTable, Tables } from './schema.ts';

const KNOWN: Readonly<Record<ResourceTable, true>> = {
  vpc: true,
  subnet: true,
  security_group: true,
  network_interface: true,
  eip: true,
  instance: true,
  ha_vip: true,
  prefix_list: true,
  route_table: true,
  route_entry: true,
  key_pair: true,
  scheduled_instance: true,
  network_acl: true,
  ipv6_gateway: true,
  ipv6_address_bandwidth: true,
  ipv6_egress_only_rule: true,
};

/** The tables whose rows are resources. */
export const RESOURCE_TABLES = Object.keys(KNOWN) as readonly ResourceTable[];

/** Whether rows of `table` carry a revision and times. */
export function isResourceTable(table: keyof Tables): table is ResourceTable {
  return table in KNOWN;
}

/**
 * Whether a reset empties a table. Secrets stay: other processes hold them in memory, and would go on
 * with those that are gone.
 */
export const isEmptied = (table: keyof Tables): boolean => table !== 'secret';
