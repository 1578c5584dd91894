import { type Context, ownKey } from '#core/context.ts';
import type { NatGatewayRow, NatIpRow } from '#store/schema/nat-gateway.ts';
import type { Reader } from '#store/store.ts';
import { natGatewayById } from '../nat-gateway/rows.ts';
import { ownNatIp, ownNatIpToChange } from './rows.ts';

/** One of the caller's NAT IPs and its gateway, both locked, the gateway first. */
export async function natIpWithGateway(
  tx: Reader,
  context: Context,
  id: string,
): Promise<{ natIp: NatIpRow | undefined; natGateway: NatGatewayRow | undefined }> {
  const key = ownKey(context, id);
  const seen = await tx.first(ownNatIp, key);
  const natGateway = seen && (await tx.first(natGatewayById, { id: seen.nat_gateway_id }));
  return { natGateway, natIp: seen && (await tx.first(ownNatIpToChange, key)) };
}
