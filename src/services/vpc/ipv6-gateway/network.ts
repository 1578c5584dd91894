import { query } from '#store/query.ts';
import type { Reader } from '#store/store.ts';
import { TRANSITIONS } from './lifecycle.ts';

/** Whether a VPC has an IPv6 gateway that is not being deleted. */
export async function hasIpv6Gateway(tx: Reader, vpcId: string): Promise<boolean> {
  return (await tx.first(gatewayIn, { vpcId })) !== undefined;
}

const gatewayIn = query((db, p: { vpcId: string }) =>
  db
    .selectFrom('ipv6_gateway')
    .select('id')
    .where('vpc_id', '=', p.vpcId)
    .where('status', '!=', TRANSITIONS.delete.from),
);
