import { listsOf } from '#store/lists.ts';
import { byId, owned, ownedToChange } from '#store/owned.ts';
import { listQuery, query } from '#store/query.ts';
import type { Reader } from '#store/store.ts';

/** One of the caller's SNAT entries, with all columns. */
export const ownSnatEntry = owned('snat_entry');

/** The same, locked: for an action that changes it. Its gateway is locked before it. */
export const ownSnatEntryToChange = ownedToChange('snat_entry');

export const snatEntryById = byId('snat_entry');

/** The SNAT entries of a gateway; a quota keeps them few. While it is locked they do not change. */
export const snatEntriesOf = query((db, p: { natGatewayId: string }) =>
  db
    .selectFrom('snat_entry')
    .select(['id', 'source_cidr'])
    .where('nat_gateway_id', '=', p.natGatewayId)
    .orderBy('id'),
);

/** Any one SNAT entry of a gateway. */
export const aSnatEntryOf = query((db, p: { natGatewayId: string }) =>
  db.selectFrom('snat_entry').select('id').where('nat_gateway_id', '=', p.natGatewayId).limit(1),
);

/** Any one SNAT entry of a subnet. While the subnet is locked, none is made. */
export const aSnatEntryOfSubnet = query((db, p: { subnetId: string }) =>
  db.selectFrom('snat_entry').select('id').where('subnet_id', '=', p.subnetId).limit(1),
);

/** Any one SNAT entry that uses an EIP. */
export const aSnatEntryWithEip = query((db, p: { eipId: string }) =>
  db
    .selectFrom('snat_entry_eip')
    .select('snat_entry_id as id')
    .where('eip_id', '=', p.eipId)
    .limit(1),
);

/** Any one SNAT entry that uses a NAT IP. */
export const aSnatEntryWithNatIp = query((db, p: { natIpId: string }) =>
  db.selectFrom('snat_entry').select('id').where('nat_ip_id', '=', p.natIpId).limit(1),
);

/** The SNAT entries of each gateway. */
export const snatEntriesOfGateways = (
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, { id: string; nat_ip_id: string }[]>> =>
  listsOf(tx, ids, 'nat_gateway_id', entriesOf);

const entriesOf = listQuery((db, ids) =>
  db
    .selectFrom('snat_entry')
    .select(['nat_gateway_id', 'id', 'nat_ip_id'])
    .where('nat_gateway_id', 'in', ids)
    .orderBy('nat_gateway_id')
    .orderBy('id'),
);

/** The EIPs that the SNAT entries of each gateway use. */
export const eipsOfSnatEntriesOf = (
  tx: Reader,
  gatewayIds: readonly string[],
): Promise<Map<string, string[]>> =>
  listsOf(tx, gatewayIds, 'nat_gateway_id', eipsOfGateways, ({ eip_id }) => eip_id);

const eipsOfGateways = listQuery((db, ids) =>
  db
    .selectFrom('snat_entry')
    .innerJoin('snat_entry_eip', 'snat_entry_eip.snat_entry_id', 'snat_entry.id')
    .select(['snat_entry.nat_gateway_id', 'snat_entry_eip.eip_id'])
    .where('snat_entry.nat_gateway_id', 'in', ids),
);

/** The EIPs that each SNAT entry uses, in their order. */
export const eipsOfSnatEntries = (
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, { id: string; ip_address: string }[]>> =>
  listsOf(tx, ids, 'snat_entry_id', eipsOfEntries, ({ eip_id, ip_address }) => ({
    id: eip_id,
    ip_address,
  }));

const eipsOfEntries = listQuery((db, ids) =>
  db
    .selectFrom('snat_entry_eip')
    .innerJoin('eip', 'eip.id', 'snat_entry_eip.eip_id')
    .select(['snat_entry_eip.snat_entry_id', 'snat_entry_eip.eip_id', 'eip.ip_address'])
    .where('snat_entry_eip.snat_entry_id', 'in', ids)
    .orderBy('snat_entry_eip.snat_entry_id')
    .orderBy('snat_entry_eip.position'),
);

/** The subnet of a VPC that has this block. */
export const subnetWithBlock = query((db, p: { vpcId: string; block: string }) =>
  db
    .selectFrom('subnet')
    .select('id')
    .where('vpc_id', '=', p.vpcId)
    .where('cidr_block', '=', p.block),
);
