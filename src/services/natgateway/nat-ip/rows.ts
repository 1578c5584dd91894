import { listsOf } from '#store/lists.ts';
import { byId, owned, ownedToChange } from '#store/owned.ts';
import { listQuery, query } from '#store/query.ts';
import type { NatIpRow } from '#store/schema/nat-gateway.ts';
import type { Reader } from '#store/store.ts';

/** One of the caller's NAT IPs, with all columns. */
export const ownNatIp = owned('nat_ip');

/** The same, locked: for an action that changes it. Its gateway is locked before it. */
export const ownNatIpToChange = ownedToChange('nat_ip');

export const natIpById = byId('nat_ip');

/** The NAT IPs of a gateway; a quota keeps them few. While it is locked they do not change. */
export const natIpsOf = query((db, p: { natGatewayId: string }) =>
  db
    .selectFrom('nat_ip')
    .select(['id', 'ip_address', 'status'])
    .where('nat_gateway_id', '=', p.natGatewayId)
    .orderBy('id'),
);

/** The NAT IPs of each gateway. */
export const natIpsOfGateways = (
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, Pick<NatIpRow, 'id' | 'ip_address'>[]>> =>
  listsOf(tx, ids, 'nat_gateway_id', ipsOf);

const ipsOf = listQuery((db, ids) =>
  db
    .selectFrom('nat_ip')
    .select(['nat_gateway_id', 'id', 'ip_address'])
    .where('nat_gateway_id', 'in', ids)
    .orderBy('nat_gateway_id')
    .orderBy('id'),
);
