import type { Context } from '#core/context.ts';
import { RESOURCES } from '#core/resources.ts';
import type { RouteTableRow } from '#store/schema/route.ts';
import type { Writer } from '#store/store.ts';
import type { RouteEntryStatus } from './lifecycle.ts';

/** What a new custom route is made of. */
export interface RouteSpec {
  /** Absent for a new id. */
  readonly id?: string | undefined;
  readonly routeTable: Pick<RouteTableRow, 'id' | 'account_id' | 'project_name' | 'vpc_id'>;
  readonly status: RouteEntryStatus;
  /** A block in its canonical form, or the id of a prefix list. */
  readonly destination: string;
  readonly nextHopType: string;
  readonly nextHopId: string;
  readonly nextHopName?: string | undefined;
  /**
   * '' by default. Unlike other resources, a route does not get its id as its name: docs
   * 6401/70771.
   */
  readonly name?: string | undefined;
  readonly description?: string | undefined;
}

/** Makes a custom route. Resolves to its id. */
export async function makeRoute(tx: Writer, context: Context, spec: RouteSpec): Promise<string> {
  const { routeTable } = spec;
  const id = spec.id ?? context.ids.resource(RESOURCES.route_entry.idPrefix);
  await tx.insert('route_entry', {
    id,
    account_id: routeTable.account_id,
    region: context.region.id,
    project_name: routeTable.project_name,
    name: spec.name ?? '',
    description: spec.description ?? '',
    status: spec.status,
    vpc_id: routeTable.vpc_id,
    route_table_id: routeTable.id,
    destination: spec.destination,
    next_hop_type: spec.nextHopType,
    next_hop_id: spec.nextHopId,
    next_hop_name: spec.nextHopName ?? '',
  });
  tx.touch('vpc', routeTable.vpc_id);
  return id;
}
