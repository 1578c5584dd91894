import { type Context, ownKey } from '#core/context.ts';
import type { NatGatewayRow, SnatEntryRow } from '#store/schema/nat-gateway.ts';
import type { Reader } from '#store/store.ts';
import { natGatewayById } from '../nat-gateway/rows.ts';
import { ownSnatEntry, ownSnatEntryToChange } from './rows.ts';

/** One of the caller's SNAT entries and its gateway, both locked, the gateway first. */
export async function snatEntryWithGateway(
  tx: Reader,
  context: Context,
  id: string,
): Promise<{ snatEntry: SnatEntryRow | undefined; natGateway: NatGatewayRow | undefined }> {
  const key = ownKey(context, id);
  const seen = await tx.first(ownSnatEntry, key);
  const natGateway = seen && (await tx.first(natGatewayById, { id: seen.nat_gateway_id }));
  return { natGateway, snatEntry: seen && (await tx.first(ownSnatEntryToChange, key)) };
}
