import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import type { IpamResourceDiscoveryRow, IpamRow } from '#store/schema/ipam.ts';
import { ipamExists } from '../ipam/ipam.rules.ts';
import { ownIpamToChange } from '../ipam/rows.ts';
import { discoveryExists } from '../ipam-resource-discovery/ipam-resource-discovery.rules.ts';
import { ownDiscoveryToChange } from '../ipam-resource-discovery/rows.ts';
import { vpcRefusals } from '../refusals.ts';
import { makeAssociation } from './make.ts';
import { associationBetween } from './rows.ts';

interface AssociateFacts {
  readonly ipam: IpamRow | undefined;
  readonly discovery: IpamResourceDiscoveryRow | undefined;
  /** The association of the two, if there is one. */
  readonly present: string | undefined;
}

const associateRules: readonly Rule<AssociateFacts>[] = [
  ipamExists,
  discoveryExists,
  {
    refusal: vpcRefusals.IpamResourceDiscoveryAssociated,
    broken: ({ present }) => present !== undefined,
    because: ({ present }) => `they have ${present ?? 'no association'}`,
  },
];

/** Lets an IPAM see what a resource discovery finds, at once. */
export const associateIpamResourceDiscovery = writeAction({
  name: 'AssociateIpamResourceDiscovery',
  summary: 'associate a resource discovery with an IPAM',
  parameters: () => z.object({ IpamId: id(), IpamResourceDiscoveryId: id() }),
  result: () => z.object({ IpamResourceDiscoveryAssociationId: z.string() }),
  rules: associateRules,

  async facts(tx, { IpamId: ipamId, IpamResourceDiscoveryId: discoveryId }, context) {
    const owner = ownerOf(context);
    const ipam = await tx.first(ownIpamToChange, { id: ipamId, ...owner });
    const discovery = await tx.first(ownDiscoveryToChange, { id: discoveryId, ...owner });
    const present = ipam && (await tx.first(associationBetween, { ipamId, discoveryId }));
    return { ipam, discovery, present: present?.id };
  },

  async change(tx, _, { IpamId: ipamId, IpamResourceDiscoveryId: discoveryId }, context) {
    const made = await makeAssociation(tx, context, { ipamId, discoveryId, isDefault: false });
    return { IpamResourceDiscoveryAssociationId: made };
  },
});
