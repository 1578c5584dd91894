import { listsOf } from '#store/lists.ts';
import { byId, owned, ownedIn, ownedToChange } from '#store/owned.ts';
import { listQuery, query } from '#store/query.ts';
import type { Reader } from '#store/store.ts';

/** One of the caller's NAT gateways, with all columns. */
export const ownNatGateway = owned('nat_gateway');

/** The same, locked: for an action that changes it or what belongs to it. */
export const ownNatGatewayToChange = ownedToChange('nat_gateway');

/** The region of an account's NAT gateway. */
export const regionOfNatGateway = ownedIn('nat_gateway');

export const natGatewayById = byId('nat_gateway');

/**
 * The NAT gateways of a VPC; a quota keeps them few. While the VPC is locked none is added.
 */
export const natGatewaysOfVpc = query((db, p: { vpcId: string }) =>
  db
    .selectFrom('nat_gateway')
    .select(['id', 'network_type'])
    .where('vpc_id', '=', p.vpcId)
    .orderBy('id'),
);

/** The ids of each VPC's NAT gateways. */
export function natGatewaysOfVpcs(
  tx: Reader,
  vpcIds: readonly string[],
): Promise<Map<string, string[]>> {
  return listsOf(tx, vpcIds, 'vpc_id', gatewaysIn, ({ id }) => id);
}

const gatewaysIn = listQuery((db, ids) =>
  db
    .selectFrom('nat_gateway')
    .select(['vpc_id', 'id'])
    .where('vpc_id', 'in', ids)
    .orderBy('vpc_id')
    .orderBy('id'),
);
