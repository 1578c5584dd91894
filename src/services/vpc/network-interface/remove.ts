import { reserveQuota } from '#core/quota.ts';
import { leaveServerGroups } from '#services/clb/server-group/remove.ts';
import type { NetworkInterfaceRow } from '#store/schema.ts';
import type { Writer } from '#store/store.ts';
import { unbindEipsOfInterface } from '../eip/bind.ts';
import { removeFlowLogsOf } from '../flow-log/remove.ts';
import { leaveHaVips } from '../ha-vip/members.ts';
import { leaveInstanceGroups } from '../instance-group/members.ts';
import { removeBandwidthsOn } from '../ipv6-address-bandwidth/remove.ts';
import { removeRoutesTo } from '../route-entry/remove.ts';
import { releaseAllAddresses } from '../subnet/addresses.ts';
import { removeTags } from '../tag/rows.ts';
import { removeMirrorsAt } from '../traffic-mirror-target/remove.ts';
import { ANY_GROUP, addToCounters, groupIdsOf } from './counters.ts';
import { leaveGroups } from './groups.ts';

/**
 * Removes an interface that is in no network any more. Its addresses and their public bandwidth are released, its EIPs unbound,
 * its virtual IPs disassociated, and its flow logs, mirrors, tags, groups and quota given back.
 */
export async function removeInterface(tx: Writer, row: NetworkInterfaceRow): Promise<void> {
  await unbindEipsOfInterface(tx, row);
  await removeBandwidthsOn(tx, row.id);
  await leaveHaVips(tx, row.id);
  await leaveServerGroups(tx, row.id);
  await leaveInstanceGroups(tx, row.id);
  const addresses = await releaseAllAddresses(tx, row.subnet_id, row.id);
  await leaveGroups(tx, row, await groupIdsOf(tx, row.id), addresses);
  await addToCounters(tx, row, [ANY_GROUP], { interfaces: -1, addresses: -addresses });
  await removeRoutesTo(tx, row.vpc_id, row.id);
  await removeFlowLogsOf(tx, row.id);
  await removeMirrorsAt(tx, row.id);
  await removeTags(tx, row.id);
  await tx.remove('network_interface', row.id);
  tx.touchNothing();
  if (row.type !== 'primary') await reserveQuota(tx, row, 'NetworkInterfaces', -1);
}
