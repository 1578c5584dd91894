import * as z from 'zod';
import { type Context, ownerOf } from '#core/context.ts';
import { id, list, note } from '#core/parameters.ts';
import type { Reader } from '#store/store.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownSubnetToChange } from '../subnet/rows.ts';
import type { AssociationFacts, NamedSubnet } from './associations.rules.ts';
import { networkAclsOfSubnets, ownNetworkAclToChange } from './rows.ts';

/** A network ACL, and the subnets to associate or disassociate. */
export const associationParameters = () =>
  z.object({
    NetworkAclId: id(),
    Resource: note(list(z.object({ ResourceId: id() }), 100), {
      tooLong: vpcRefusals.ResourceLimit,
      disordered: vpcRefusals.ResourceDisorder,
    }),
  });

/** Refusals of the contract itself, for the action's list of refusals. */
export const associationRefusals = [vpcRefusals.ResourceDisorder, vpcRefusals.ResourceLimit];

/** Loads the facts. The subnets are locked in a fixed order, then the network ACL. */
export async function associationFacts(
  tx: Reader,
  { NetworkAclId, Resource }: z.infer<ReturnType<typeof associationParameters>>,
  context: Context,
): Promise<AssociationFacts> {
  const owner = ownerOf(context);
  const ids = [...new Set(Resource.map(({ ResourceId }) => ResourceId))].sort();
  const rows: Pick<NamedSubnet, 'id' | 'row'>[] = [];
  for (const id of ids) rows.push({ id, row: await tx.first(ownSubnetToChange, { id, ...owner }) });
  const networkAcl = await tx.first(ownNetworkAclToChange, { id: NetworkAclId, ...owner });
  const on = await networkAclsOfSubnets(tx, ids);
  return { networkAcl, subnets: rows.map((each) => ({ ...each, networkAclId: on.get(each.id) })) };
}
