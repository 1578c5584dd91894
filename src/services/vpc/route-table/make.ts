import type { Context } from '#core/context.ts';
import type { Writer } from '#store/store.ts';
import type { Tag } from '../tag/parameters.ts';
import { addTags } from '../tag/rows.ts';

/** A route table to be. */
export interface RouteTableSpec {
  /** Absent: a new one. */
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

/** Makes a route table with no routes but its VPC's own. The vendor shows no status of one. */
export async function makeRouteTable(
  tx: Writer,
  context: Context,
  spec: RouteTableSpec,
): Promise<string> {
  const id = spec.id ?? context.ids.resource('vtb');
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
  await addTags(tx, owner, 'routetable', spec.tags);
  return id;
}

/** Puts a subnet that is on its VPC's system table on a custom one. */
export async function putOnTable(
  tx: Writer,
  subnetId: string,
  routeTableId: string,
): Promise<void> {
  await tx.insert('route_table_subnet', { subnet_id: subnetId, route_table_id: routeTableId });
}
