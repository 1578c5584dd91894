import { reserveQuota } from '#core/quota.ts';
import type { Ipv4GatewayRow } from '#store/schema/ipv4-gateway.ts';
import type { Writer } from '#store/store.ts';

/** Removes an IPv4 gateway that is attached to no VPC, and gives back its quota. */
export async function removeIpv4Gateway(tx: Writer, row: Ipv4GatewayRow): Promise<void> {
  await tx.remove('ipv4_gateway', row.id);
  tx.touchNothing();
  await reserveQuota(tx, row, 'Ipv4Gateways', -1);
}
