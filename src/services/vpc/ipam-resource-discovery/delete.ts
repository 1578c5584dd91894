import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import type { IpamResourceDiscoveryRow } from '#store/schema/ipam.ts';
import { vpcRefusals } from '../refusals.ts';
import { discoveryExists } from './ipam-resource-discovery.rules.ts';
import { removeResourceDiscovery } from './remove.ts';
import { anAssociationOf, ownDiscoveryToChange } from './rows.ts';

interface DeleteFacts {
  readonly discovery: IpamResourceDiscoveryRow | undefined;
  /** One of its associations, if there is one. */
  readonly association: string | undefined;
}

const deleteRules: readonly Rule<DeleteFacts>[] = [
  discoveryExists,
  {
    refusal: vpcRefusals.IpamResourceDiscoveryIsDefault,
    broken: ({ discovery }) => discovery && discovery.is_default === 1,
    because: ({ discovery }) => `it is ${discovery?.is_default === 1 ? 'the' : 'no'} default one`,
  },
  {
    refusal: vpcRefusals.IpamResourceDiscoveryInUse,
    broken: ({ association }) => association !== undefined,
    because: ({ association }) => `it has ${association ?? 'no association'}`,
  },
];

/** Deletes a resource discovery that is associated with no IPAM, at once. */
export const deleteIpamResourceDiscovery = writeAction({
  name: 'DeleteIpamResourceDiscovery',
  summary: 'delete a resource discovery',
  asyncTask: true,
  parameters: () => z.object({ IpamResourceDiscoveryId: id() }),
  result: () => z.object({}),
  rules: deleteRules,

  async facts(tx, { IpamResourceDiscoveryId: discoveryId }, context) {
    const discovery = await tx.first(ownDiscoveryToChange, ownKey(context, discoveryId));
    const association = discovery && (await tx.first(anAssociationOf, { discoveryId }));
    return { discovery, association: association?.id };
  },

  async change(tx, _, { IpamResourceDiscoveryId }) {
    await removeResourceDiscovery(tx, IpamResourceDiscoveryId);
    return {};
  },
});
