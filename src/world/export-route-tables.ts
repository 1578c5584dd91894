import type { RouteTableRow } from '#store/schema/route.ts';
import { rowsOfEach } from './export-rows.ts';
import type { ExportScope } from './export-scope.ts';
import type { Said } from './export-world.ts';

/** The types of next hops that a world file can say. */
const HOPS: readonly string[] = ['Instance', 'NetworkInterface', 'IPv6GW'];

/** Custom route tables as a world file says them, with their entries. */
export async function saidRouteTables(
  scope: ExportScope,
  rows: readonly RouteTableRow[],
): Promise<Said[]> {
  const ids = rows.map(({ id }) => id);
  const entries = await rowsOfEach(scope.tx, 'route_entry', 'route_table_id', ids, 'id');
  const subnets = await rowsOfEach(
    scope.tx,
    'route_table_subnet',
    'route_table_id',
    ids,
    'subnet_id',
  );
  return rows.flatMap((row) => {
    const isCustom = row.type === 'Custom';
    const said: Said[] = [];
    for (const entry of entries.get(row.id) ?? []) {
      const { id, destination, next_hop_type: nextHopType, next_hop_id: nextHopId } = entry;
      const sayable =
        isCustom &&
        HOPS.includes(nextHopType) &&
        /[.:]/.test(destination) &&
        scope.said.has(nextHopId);
      if (!sayable) {
        scope.note(id, `a route of ${row.id} to ${destination} by ${nextHopType} ${nextHopId}`);
        continue;
      }
      said.push({
        id,
        destinationCidrBlock: destination,
        nextHopType,
        nextHopId,
        ...(entry.name !== '' && { name: entry.name }),
        ...(entry.description !== '' && { description: entry.description }),
      });
    }
    if (!isCustom || !scope.mayBe(row, row.vpc_id)) return [];
    const on = (subnets.get(row.id) ?? [])
      .map(({ subnet_id }) => subnet_id)
      .filter((id) => scope.said.has(id));
    return [{ ...scope.common(row), vpcId: row.vpc_id, subnetIds: on, entries: said }];
  });
}
