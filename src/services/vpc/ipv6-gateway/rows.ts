import { byId, owned, ownedToChange } from '#store/owned.ts';
import { lockingQuery, query } from '#store/query.ts';
import type { Reader } from '#store/store.ts';

/** One of the caller's IPv6 gateways, with all columns. */
export const ownIpv6Gateway = owned('ipv6_gateway');

/** The same, locked: for an action that changes it or what depends on it, such as a route to it. */
export const ownIpv6GatewayToChange = ownedToChange('ipv6_gateway');

export const ipv6GatewayById = byId('ipv6_gateway');

/** The IPv6 gateway of a VPC, if it has one. */
export const ipv6GatewayIn = query((db, p: { vpcId: string }) =>
  db.selectFrom('ipv6_gateway').select('id').where('vpc_id', '=', p.vpcId),
);

/** The same with its status, for an action after which something depends on it. */
export const ipv6GatewayToUse = lockingQuery((db, p: { vpcId: string }) =>
  db.selectFrom('ipv6_gateway').select(['id', 'status']).where('vpc_id', '=', p.vpcId),
);

/** The IPv6 gateways of VPCs by the VPC's id. */
export async function ipv6GatewaysOfVpcs(
  tx: Reader,
  vpcIds: readonly string[],
): Promise<Map<string, string>> {
  if (vpcIds.length === 0) return new Map();
  const rows = await tx.select((db) =>
    db.selectFrom('ipv6_gateway').select(['vpc_id', 'id']).where('vpc_id', 'in', vpcIds),
  );
  return new Map(rows.map(({ vpc_id, id }) => [vpc_id, id]));
}
