import { listsOf } from '#store/lists.ts';
import { owned, ownedToChange } from '#store/owned.ts';
import { listQuery, query } from '#store/query.ts';
import type { NetworkAclEntryRow } from '#store/schema/network-acl.ts';
import type { Reader } from '#store/store.ts';

/** One of the caller's network ACLs, with all columns. */
export const ownNetworkAcl = owned('network_acl');

/** The same, locked: for an action that changes it, its entries or what is on it. */
export const ownNetworkAclToChange = ownedToChange('network_acl');

/** Any one network ACL of a VPC. */
export const aNetworkAcl = query((db, p: { vpcId: string }) =>
  db.selectFrom('network_acl').select('id').where('vpc_id', '=', p.vpcId).limit(1),
);

/** The network ACL that a subnet is on. */
export const networkAclOfSubnet = query((db, p: { subnetId: string }) =>
  db.selectFrom('network_acl_subnet').select('network_acl_id').where('subnet_id', '=', p.subnetId),
);

/** Any one subnet on a network ACL. */
export const aSubnetOn = query((db, p: { networkAclId: string }) =>
  db
    .selectFrom('network_acl_subnet')
    .select('subnet_id')
    .where('network_acl_id', '=', p.networkAclId)
    .limit(1),
);

/** How many network ACLs each VPC has. */
export async function networkAclsInVpcs(
  tx: Reader,
  vpcIds: readonly string[],
): Promise<Map<string, number>> {
  if (vpcIds.length === 0) return new Map();
  const rows = await tx.select((db) =>
    db
      .selectFrom('network_acl')
      .select((count) => ['vpc_id', count.fn.countAll<number>().as('n')])
      .where('vpc_id', 'in', vpcIds)
      .groupBy('vpc_id'),
  );
  return new Map(rows.map(({ vpc_id, n }) => [vpc_id, n]));
}

/** The network ACL of each subnet that is on one. */
export async function networkAclsOfSubnets(
  tx: Reader,
  subnetIds: readonly string[],
): Promise<Map<string, string>> {
  if (subnetIds.length === 0) return new Map();
  const rows = await tx.select((db) =>
    db.selectFrom('network_acl_subnet').selectAll().where('subnet_id', 'in', subnetIds),
  );
  return new Map(rows.map(({ subnet_id, network_acl_id }) => [subnet_id, network_acl_id]));
}

/** The subnets on each network ACL, the oldest first. */
export function subnetsOfNetworkAcls(
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, string[]>> {
  return listsOf(tx, ids, 'network_acl_id', subnetsOf, (row) => row.subnet_id);
}

const subnetsOf = listQuery((db, ids) =>
  db
    .selectFrom('network_acl_subnet')
    .selectAll()
    .where('network_acl_id', 'in', ids)
    .orderBy('network_acl_id')
    .orderBy('subnet_id'),
);

/** The entries of each network ACL, in the order in which they are matched. */
export function entriesOfNetworkAcls(
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, NetworkAclEntryRow[]>> {
  return listsOf(tx, ids, 'network_acl_id', entriesOf);
}

const entriesOf = listQuery((db, ids) =>
  db
    .selectFrom('network_acl_entry')
    .selectAll()
    .where('network_acl_id', 'in', ids)
    .orderBy('network_acl_id')
    .orderBy('direction')
    .orderBy('priority'),
);
