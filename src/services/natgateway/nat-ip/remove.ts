import { query } from '#store/query.ts';
import type { Writer } from '#store/store.ts';

/** Removes the NAT IPs of a gateway, whose interface gives their addresses back. */
export async function removeNatIpsOf(tx: Writer, natGatewayId: string): Promise<void> {
  await tx.run(deleteOfGateway, { natGatewayId });
}

const deleteOfGateway = query((db, p: { natGatewayId: string }) =>
  db.deleteFrom('nat_ip').where('nat_gateway_id', '=', p.natGatewayId),
);
