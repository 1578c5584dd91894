import type { Ipv6GatewayRow } from '#store/schema/ipv6-gateway.ts';
import type { Writer } from '#store/store.ts';
import { removeRoutesTo } from '../route-entry/remove.ts';
import { removeTags } from '../tag/rows.ts';

/**
 * Removes an IPv6 gateway whose VPC has no public bandwidth of IPv6 addresses left, and the routes
 * to it.
 */
export async function removeIpv6Gateway(tx: Writer, row: Ipv6GatewayRow): Promise<void> {
  await removeRoutesTo(tx, row.vpc_id, row.id);
  await removeTags(tx, row.id);
  await tx.remove('ipv6_gateway', row.id);
  tx.touch('vpc', row.vpc_id);
}
