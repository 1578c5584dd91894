import { byId, ownedToChange } from '#store/owned.ts';
import { query } from '#store/query.ts';
import type { Reader } from '#store/store.ts';

/** One of the caller's IPv4 gateways, locked: for an action that changes it. */
export const ownIpv4GatewayToChange = ownedToChange('ipv4_gateway');

export const ipv4GatewayById = byId('ipv4_gateway');

/** The IPv4 gateway of a VPC, if it has one. */
export const ipv4GatewayIn = query((db, p: { vpcId: string }) =>
  db.selectFrom('ipv4_gateway').select(['id', 'enabled']).where('vpc_id', '=', p.vpcId),
);

/** The IPv4 gateways of VPCs by the VPC's id. */
export async function ipv4GatewaysOfVpcs(
  tx: Reader,
  vpcIds: readonly string[],
): Promise<Map<string | null, string>> {
  if (vpcIds.length === 0) return new Map();
  const rows = await tx.select((db) =>
    db.selectFrom('ipv4_gateway').select(['vpc_id', 'id']).where('vpc_id', 'in', vpcIds),
  );
  return new Map(rows.map(({ vpc_id, id }) => [vpc_id, id]));
}
