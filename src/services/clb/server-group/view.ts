import type { BackendServerRow, ServerGroupRow } from '#store/schema/clb.ts';

/** What shows whether a group forwards every port: `on`, or null, since Terraform fails on `off`. */
export function anyPortOf(row: ServerGroupRow): string | null {
  return row.any_port_enabled === 'on' ? 'on' : null;
}

/**
 * The InstanceId of a server that is an address is that address: Terraform's documents say so, and
 * it would make a server anew that shows another.
 */
export function instanceIdOf(row: BackendServerRow): string {
  return row.type === 'ip' ? row.ip : row.instance_id;
}
