import * as z from 'zod';
import { type Context, ownerOf } from '#core/context.ts';
import { clientToken, id } from '#core/parameters.ts';
import type { Reader } from '#store/store.ts';
import { ownSubnetToChange } from '../subnet/rows.ts';
import { ownVpc } from '../vpc/rows.ts';
import type { AssociationFacts } from './association.rules.ts';
import { ownRouteTableToChange, tableOfSubnet } from './rows.ts';

/** The parameters of Associate- and DisassociateRouteTable. */
export const associationParameters = () =>
  z.object({
    RouteTableId: id(),
    SubnetId: id().optional(),
    GatewayType: z.enum(['Ipv4Gateway', 'Ipv6Gateway']).optional(),
    GatewayId: id().optional(),
    ClientToken: clientToken().optional(),
  });

/** Loads their facts. While the subnet is locked its association does not change. */
export async function associationFacts(
  tx: Reader,
  {
    RouteTableId,
    SubnetId,
    GatewayType,
    GatewayId,
  }: z.infer<ReturnType<typeof associationParameters>>,
  context: Context,
): Promise<AssociationFacts> {
  const owner = ownerOf(context);
  const routeTable = await tx.first(ownRouteTableToChange, { id: RouteTableId, ...owner });
  const subnet =
    SubnetId === undefined
      ? undefined
      : await tx.first(ownSubnetToChange, { id: SubnetId, ...owner });
  const vpc = routeTable && (await tx.first(ownVpc, { id: routeTable.vpc_id, ...owner }));
  const on = subnet && (await tx.first(tableOfSubnet, { subnetId: subnet.id }));
  return {
    routeTable,
    gateway: GatewayType ?? GatewayId,
    subnetId: SubnetId,
    subnet,
    vpc,
    associated: on !== undefined && on.route_table_id === RouteTableId,
  };
}
