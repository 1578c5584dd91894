import { listsOf } from '#store/lists.ts';
import { byId, owned, ownedToChange } from '#store/owned.ts';
import { listQuery, query } from '#store/query.ts';
import type { HaVipMemberRow } from '#store/schema/ha-vip.ts';
import type { Reader } from '#store/store.ts';

/**
 * One of the caller's virtual IPs, with all columns: for Describe, and for a route that leads to
 * it.
 */
export const ownHaVip = owned('ha_vip');

/** The same, locked: for an action that changes it or makes something depend on it. */
export const ownHaVipToChange = ownedToChange('ha_vip');

export const haVipById = byId('ha_vip');

/** The virtual IP that has an address of a VPC, if one has. */
export const haVipAt = query((db, p: { vpcId: string; address: string }) =>
  db
    .selectFrom('address')
    .select('ha_vip_id')
    .where('vpc_id', '=', p.vpcId)
    .where('address', '=', p.address)
    .where('ha_vip_id', '<>', ''),
);

/** Any one virtual IP of a subnet. */
export const aHaVipIn = query((db, p: { subnetId: string }) =>
  db.selectFrom('ha_vip').select('id').where('subnet_id', '=', p.subnetId).limit(1),
);

/** How many virtual IPs a VPC has. While the VPC is locked, the number does not change. */
export const haVipCount = query((db, p: { vpcId: string }) =>
  db
    .selectFrom('ha_vip')
    .select((count) => count.fn.countAll<number>().as('n'))
    .where('vpc_id', '=', p.vpcId),
);

/** What is associated with a virtual IP; the first one has its address. */
export const membersOf = query((db, p: { haVipId: string }) =>
  db.selectFrom('ha_vip_member').selectAll().where('ha_vip_id', '=', p.haVipId).orderBy('position'),
);

/** The same, for each of the given virtual IPs. */
export function membersOfHaVips(
  tx: Reader,
  ids: readonly string[],
): Promise<Map<string, HaVipMemberRow[]>> {
  return listsOf(tx, ids, 'ha_vip_id', membersOfMany);
}

const membersOfMany = listQuery((db, ids) =>
  db
    .selectFrom('ha_vip_member')
    .selectAll()
    .where('ha_vip_id', 'in', ids)
    .orderBy('ha_vip_id')
    .orderBy('position'),
);

/** Any one virtual IP that an instance or an interface is associated with. */
export const aHaVipOf = query((db, p: { instanceId: string }) =>
  db
    .selectFrom('ha_vip_member')
    .select('ha_vip_id as id')
    .where('instance_id', '=', p.instanceId)
    .limit(1),
);
