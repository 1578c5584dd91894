import { reserveQuota } from '#core/quota.ts';
import { leaveServerGroups } from '#services/clb/server-group/remove.ts';
import { endVolumesOf } from '#services/storage-ebs/volume/instance-hooks.ts';
import { releaseEipsWithInstance } from '#services/vpc/eip/bind.ts';
import { leaveHaVips } from '#services/vpc/ha-vip/members.ts';
import { leaveInstanceGroups } from '#services/vpc/instance-group/members.ts';
import { endInterfacesOf } from '#services/vpc/network-interface/instance-hooks.ts';
import { removeRoutesTo } from '#services/vpc/route-entry/remove.ts';
import { removeTags } from '#services/vpc/tag/rows.ts';
import type { InstanceRow } from '#store/schema.ts';
import type { Writer } from '#store/store.ts';
import { unbindIamRole } from '../instance-iam-role/rows.ts';
import { unbindInstance } from './binding.ts';

/**
 * Removes an instance. Its interfaces and volumes are removed or freed, EIPs on the removed ones are
 * unbound or released, virtual IPs are disassociated, groups are left, its role is unbound, and its
 * tags and quota are given back.
 */
export async function removeInstance(tx: Writer, row: InstanceRow): Promise<void> {
  await releaseEipsWithInstance(tx, row.id);
  await leaveHaVips(tx, row.id);
  await leaveServerGroups(tx, row.id);
  await leaveInstanceGroups(tx, row.id);
  await endInterfacesOf(tx, row.id);
  await endVolumesOf(tx, row.id);
  await unbindInstance(tx, row.id);
  await removeRoutesTo(tx, row.vpc_id, row.id);
  await removeTags(tx, row.id);
  await unbindIamRole(tx, row.id);
  await tx.remove('instance', row.id);
  await reserveQuota(tx, row, 'Instances', -1);
}
