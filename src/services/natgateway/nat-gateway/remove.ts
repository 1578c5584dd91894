import { removeInterface } from '#services/vpc/network-interface/remove.ts';
import { interfaceById } from '#services/vpc/network-interface/rows.ts';
import { removeRoutesTo } from '#services/vpc/route-entry/remove.ts';
import { removeTags } from '#services/vpc/tag/rows.ts';
import type { NatGatewayRow } from '#store/schema/nat-gateway.ts';
import type { Writer } from '#store/store.ts';
import { removeNatIpsOf } from '../nat-ip/remove.ts';

/**
 * Removes a NAT gateway without entries and EIPs, with its interface, its NAT IPs and the routes to
 * it.
 */
export async function removeNatGateway(tx: Writer, row: NatGatewayRow): Promise<void> {
  await removeRoutesTo(tx, row.vpc_id, row.id);
  await removeNatIpsOf(tx, row.id);
  await removeTags(tx, row.id);
  await tx.remove('nat_gateway', row.id);
  tx.touch('vpc', row.vpc_id);
  const own = await tx.first(interfaceById, { id: row.network_interface_id });
  if (own !== undefined) await removeInterface(tx, own);
}
