import type { ServerGroupRow } from '#store/schema/clb.ts';

/** What shows whether a group forwards every port: `on`, or null, since Terraform fails on `off`. */
export function anyPortOf(row: ServerGroupRow): string | null {
  return row.any_port_enabled === 'on' ? 'on' : null;
}
