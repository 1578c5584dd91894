import { reserveQuota } from '#core/quota.ts';
import { releaseEipsWithInstance } from '#services/vpc/eip/bind.ts';
import { leaveHaVips } from '#services/vpc/ha-vip/members.ts';
import { endInterfacesOf } from '#services/vpc/network-interface/instance-hooks.ts';
import { removeRoutesTo } from '#services/vpc/route-entry/remove.ts';
import { removeTags } from '#services/vpc/tag/rows.ts';
import type { InstanceRow } from '#store/schema.ts';
import type { Writer } from '#store/store.ts';

/**
 * Ends an instance: its interfaces are gone or free, so are the EIPs on those that are gone, no
 * virtual IP is associated with it, and its tags and quota are given back.
 */
export async function removeInstance(tx: Writer, row: InstanceRow): Promise<void> {
  await releaseEipsWithInstance(tx, row.id);
  await leaveHaVips(tx, row.id);
  await endInterfacesOf(tx, row.id);
  await removeRoutesTo(tx, row.id);
  await removeTags(tx, row.id);
  await tx.remove('instance', row.id);
  await reserveQuota(tx, row, 'Instances', -1);
}
