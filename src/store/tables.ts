import type { ResourceTable, Tables } from './schema.ts';

const RESOURCE_TABLES: ReadonlySet<keyof Tables> = new Set<ResourceTable>([
  'vpc',
  'subnet',
  'security_group',
  'network_interface',
  'eip',
  'instance',
]);

/** Whether rows of `table` carry a revision and times. */
export function isResourceTable(table: keyof Tables): table is ResourceTable {
  return RESOURCE_TABLES.has(table);
}
