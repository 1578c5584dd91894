import { query } from '#store/query.ts';
import type { IpamResourceCidrRow } from '#store/schema/ipam.ts';
import type { Writer } from '#store/store.ts';

/*
 * What was changed about blocks of VPCs and subnets by ModifyIpamResourceCidr. A block without a row
 * is in the default scope, and watched.
 */

/** Keeps a change, in place of an earlier one. */
export async function keepSetting(tx: Writer, row: IpamResourceCidrRow): Promise<void> {
  const { ipam_id: ipamId, resource_id: resourceId, resource_cidr: cidr } = row;
  await tx.run(deleteOne, { ipamId, resourceId, cidr });
  await tx.insert('ipam_resource_cidr', row);
}

/** Forgets the changes about a VPC or subnet that is being removed. */
export async function forgetResource(tx: Writer, resourceId: string): Promise<void> {
  await tx.run(deleteOfResource, { resourceId });
}

/** Forgets the changes that lead to a scope that is being removed. */
export async function forgetScope(tx: Writer, scopeId: string): Promise<void> {
  await tx.run(deleteOfScope, { scopeId });
}

/** The changes of an IPAM. */
export const settingsOf = query((db, p: { ipamId: string }) =>
  db
    .selectFrom('ipam_resource_cidr')
    .selectAll()
    .where('ipam_id', '=', p.ipamId)
    .orderBy('resource_id')
    .orderBy('resource_cidr'),
);

const deleteOne = query((db, p: { ipamId: string; resourceId: string; cidr: string }) =>
  db
    .deleteFrom('ipam_resource_cidr')
    .where('ipam_id', '=', p.ipamId)
    .where('resource_id', '=', p.resourceId)
    .where('resource_cidr', '=', p.cidr),
);

const deleteOfResource = query((db, p: { resourceId: string }) =>
  db.deleteFrom('ipam_resource_cidr').where('resource_id', '=', p.resourceId),
);

const deleteOfScope = query((db, p: { scopeId: string }) =>
  db.deleteFrom('ipam_resource_cidr').where('ipam_scope_id', '=', p.scopeId),
);
