import { type Context, ownerOf } from '#core/context.ts';
import { eipsOnNatGateway, ownEip } from '#services/vpc/eip/rows.ts';
import type { NatGatewayRow } from '#store/schema/nat-gateway.ts';
import type { Reader } from '#store/store.ts';
import { ownNatIp } from '../nat-ip/rows.ts';
import { idsOf } from './parameters.ts';
import type { UsedFacts } from './snat-entry.rules.ts';

/**
 * What an SNAT entry of a gateway would use. The gateway is locked: while it is, what is on it stays.
 */
export async function usedFacts(
  tx: Reader,
  context: Context,
  natGateway: NatGatewayRow | undefined,
  input: { readonly EipId?: string | undefined; readonly NatIpId?: string | undefined },
): Promise<Omit<UsedFacts, 'asked' | 'natGateway'>> {
  const owner = ownerOf(context);
  const eipIds = input.EipId === undefined ? undefined : idsOf(input.EipId);
  const onIt = natGateway ? await tx.all(eipsOnNatGateway, { natGatewayId: natGateway.id }) : [];
  const attached = onIt.filter(({ status }) => status === 'Attached').map(({ id }) => id);
  const strays = (eipIds ?? []).filter((id) => !attached.includes(id));
  let unknownEip: string | undefined;
  for (const id of strays) {
    if ((await tx.first(ownEip, { id, ...owner })) === undefined) unknownEip ??= id;
  }
  return {
    eipIds,
    unknownEip,
    strayEip: natGateway && strays[0],
    eipsAllowed: context.world.quota(context.accountId, 'EipsPerSnatEntry'),
    natIpId: input.NatIpId,
    natIp:
      input.NatIpId === undefined
        ? undefined
        : await tx.first(ownNatIp, { id: input.NatIpId, ...owner }),
  };
}
