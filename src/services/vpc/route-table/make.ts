import type { Context } from '#core/context.ts';
import { RESOURCES } from '#core/resources.ts';
import type { Writer } from '#store/store.ts';
import type { Tag } from '../tag/parameters.ts';
import { addTags } from '../tag/rows.ts';

/** What a new route table is made of. */
export interface RouteTableSpec {
  /** Absent for a new id. */
  readonly id?: string | undefined;
  readonly accountId: string;
  readonly vpcId: string;
  readonly type: 'System' | 'Custom';
  readonly associateType?: 'Subnet' | 'Gateway';
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly projectName: string;
  readonly tags?: readonly Tag[] | undefined;
}

/**
 * Makes a route table with only its VPC's own routes. The vendor shows no status of route tables.
 */
export async function makeRouteTable(
  tx: Writer,
  context: Context,
  spec: RouteTableSpec,
): Promise<string> {
  const id = spec.id ?? context.ids.resource(RESOURCES.route_table.idPrefix);
  const owner = { id, account_id: spec.accountId, region: context.region.id };
  await tx.insert('route_table', {
    ...owner,
    project_name: spec.projectName,
    name: spec.name ?? id,
    description: spec.description ?? '',
    status: 'Available',
    vpc_id: spec.vpcId,
    type: spec.type,
    associate_type: spec.associateType ?? 'Subnet',
  });
  // No subnet is on it yet.
  tx.touchNothing();
  await addTags(tx, owner, 'routetable', spec.tags);
  return id;
}

/** Associates a subnet that is on its VPC's system table with a custom one. */
export async function putOnTable(
  tx: Writer,
  subnetId: string,
  routeTableId: string,
): Promise<void> {
  await tx.insert('route_table_subnet', { subnet_id: subnetId, route_table_id: routeTableId });
  tx.touch('subnet', subnetId);
}
