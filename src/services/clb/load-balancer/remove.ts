import { removeEip } from '#services/vpc/eip/remove.ts';
import { removeInterface } from '#services/vpc/network-interface/remove.ts';
import { interfaceById } from '#services/vpc/network-interface/rows.ts';
import { removeTags } from '#services/vpc/tag/rows.ts';
import type { LoadBalancerRow } from '#store/schema/clb.ts';
import type { Writer } from '#store/store.ts';
import { removeServerGroup } from '../server-group/remove.ts';
import { eipsOnLoadBalancers, groupsOfLoadBalancer } from './rows.ts';

/**
 * Removes a load balancer without listeners: its server groups, its interface, the EIP that was made
 * with it, and its tags.
 */
export async function removeLoadBalancer(tx: Writer, row: LoadBalancerRow): Promise<void> {
  for (const group of await tx.all(groupsOfLoadBalancer, { loadBalancerId: row.id })) {
    await removeServerGroup(tx, group.id);
  }
  for (const eip of await tx.allOf(eipsOnLoadBalancers, [row.id])) {
    if (eip.id === row.own_eip_id) await removeEip(tx, eip);
  }
  await removeTags(tx, row.id);
  await tx.remove('load_balancer', row.id);
  tx.touch('vpc', row.vpc_id);
  const own = await tx.first(interfaceById, { id: row.network_interface_id });
  if (own !== undefined) await removeInterface(tx, own);
}
