import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { exists } from '#core/common.rules.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import type { IpamResourceDiscoveryAssociationRow } from '#store/schema/ipam.ts';
import { vpcRefusals } from '../refusals.ts';
import { removeAssociation } from './remove.ts';
import { ownAssociationToChange } from './rows.ts';

interface DisassociateFacts {
  readonly association: IpamResourceDiscoveryAssociationRow | undefined;
}

const disassociateRules: readonly Rule<DisassociateFacts>[] = [
  exists(
    vpcRefusals.IpamResourceDiscoveryAssociationNotFound,
    'association',
    'resource discovery association',
  ),
  {
    refusal: vpcRefusals.IpamResourceDiscoveryIsDefault,
    broken: ({ association }) => association && association.is_default === 1,
    because: ({ association }) =>
      `it is ${association?.is_default === 1 ? 'the' : 'no'} default one`,
  },
];

/** Ends an association that was not made with the IPAM, at once. */
export const disassociateIpamResourceDiscovery = writeAction({
  name: 'DisassociateIpamResourceDiscovery',
  summary: 'end the association of a resource discovery with an IPAM',
  parameters: () => z.object({ IpamResourceDiscoveryAssociationId: id() }),
  result: () => z.object({}),
  rules: disassociateRules,

  async facts(tx, { IpamResourceDiscoveryAssociationId }, context) {
    const key = ownKey(context, IpamResourceDiscoveryAssociationId);
    return { association: await tx.first(ownAssociationToChange, key) };
  },

  async change(tx, _, { IpamResourceDiscoveryAssociationId }) {
    await removeAssociation(tx, IpamResourceDiscoveryAssociationId);
    return {};
  },
});
