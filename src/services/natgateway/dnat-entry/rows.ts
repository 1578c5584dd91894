import { listsOf } from '#store/lists.ts';
import { byId, owned, ownedToChange } from '#store/owned.ts';
import { listQuery, query } from '#store/query.ts';
import type { DnatEntryRow } from '#store/schema/nat-gateway.ts';
import type { Reader } from '#store/store.ts';

/** One of the caller's DNAT entries, with all columns. */
export const ownDnatEntry = owned('dnat_entry');

/** The same, locked: for an action that changes it. Its gateway is locked before it. */
export const ownDnatEntryToChange = ownedToChange('dnat_entry');

export const dnatEntryById = byId('dnat_entry');

/** The DNAT entries of a gateway; a quota keeps them few. While it is locked they do not change. */
export const dnatEntriesOf = query((db, p: { natGatewayId: string }) =>
  db
    .selectFrom('dnat_entry')
    .select(['id', 'external_ip', 'external_port', 'protocol', 'port_type'])
    .where('nat_gateway_id', '=', p.natGatewayId)
    .orderBy('id'),
);

/** Any one DNAT entry of a gateway. */
export const aDnatEntryOf = query((db, p: { natGatewayId: string }) =>
  db.selectFrom('dnat_entry').select('id').where('nat_gateway_id', '=', p.natGatewayId).limit(1),
);

/** Any one DNAT entry of a gateway that uses an address of an EIP or of a NAT IP. */
export const aDnatEntryWithAddress = query((db, p: { natGatewayId: string; address: string }) =>
  db
    .selectFrom('dnat_entry')
    .select('id')
    .where('nat_gateway_id', '=', p.natGatewayId)
    .where('external_ip', '=', p.address)
    .limit(1),
);

/** The DNAT entries of each gateway. */
export const dnatEntriesOfGateways = (
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, Pick<DnatEntryRow, 'id' | 'external_ip'>[]>> =>
  listsOf(tx, ids, 'nat_gateway_id', entriesOf);

const entriesOf = listQuery((db, ids) =>
  db
    .selectFrom('dnat_entry')
    .select(['nat_gateway_id', 'id', 'external_ip'])
    .where('nat_gateway_id', 'in', ids)
    .orderBy('nat_gateway_id')
    .orderBy('id'),
);
