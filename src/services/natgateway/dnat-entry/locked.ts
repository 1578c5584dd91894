import { type Context, ownKey } from '#core/context.ts';
import type { DnatEntryRow, NatGatewayRow } from '#store/schema/nat-gateway.ts';
import type { Reader } from '#store/store.ts';
import { natGatewayById } from '../nat-gateway/rows.ts';
import { ownDnatEntry, ownDnatEntryToChange } from './rows.ts';

/** One of the caller's DNAT entries and its gateway, both locked, the gateway first. */
export async function dnatEntryWithGateway(
  tx: Reader,
  context: Context,
  id: string,
): Promise<{ dnatEntry: DnatEntryRow | undefined; natGateway: NatGatewayRow | undefined }> {
  const key = ownKey(context, id);
  const seen = await tx.first(ownDnatEntry, key);
  const natGateway = seen && (await tx.first(natGatewayById, { id: seen.nat_gateway_id }));
  return { natGateway, dnatEntry: seen && (await tx.first(ownDnatEntryToChange, key)) };
}
