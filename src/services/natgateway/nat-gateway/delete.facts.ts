import { type Context, ownKey } from '#core/context.ts';
import { anEipOn } from '#services/vpc/eip/rows.ts';
import type { Reader } from '#store/store.ts';
import { aDnatEntryOf } from '../dnat-entry/rows.ts';
import { aSnatEntryOf } from '../snat-entry/rows.ts';
import type { DeleteFacts } from './delete.rules.ts';
import { ownNatGatewayToChange } from './rows.ts';

/** What decides whether one of the caller's NAT gateways may be deleted. Its row is locked. */
export async function deleteFacts(tx: Reader, id: string, context: Context): Promise<DeleteFacts> {
  const natGateway = await tx.first(ownNatGatewayToChange, ownKey(context, id));
  const of = natGateway && { natGatewayId: natGateway.id };
  return {
    natGateway,
    snatEntry: of && (await tx.first(aSnatEntryOf, of))?.id,
    dnatEntry: of && (await tx.first(aDnatEntryOf, of))?.id,
    eip: of && (await tx.first(anEipOn, { instanceId: of.natGatewayId }))?.id,
    now: tx.now,
  };
}
