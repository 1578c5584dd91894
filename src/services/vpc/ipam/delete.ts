import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import type { IpamRow } from '#store/schema/ipam.ts';
import { removeResourceDiscovery } from '../ipam-resource-discovery/remove.ts';
import { removeAssociation } from '../ipam-resource-discovery-association/remove.ts';
import { removeScope } from '../ipam-scope/remove.ts';
import { vpcRefusals } from '../refusals.ts';
import { removeTags } from '../tag/rows.ts';
import { ipamExists } from './ipam.rules.ts';
import { aCustomAssociation, aCustomScope, aPoolOfIpam, ownIpamToChange } from './rows.ts';

interface DeleteFacts {
  readonly ipam: IpamRow | undefined;
  /** One of its pools, if there is one. */
  readonly pool: string | undefined;
  /** One of its scopes besides the default ones, if there is one. */
  readonly scope: string | undefined;
  /** One of its associations besides the default one, if there is one. */
  readonly association: string | undefined;
}

const deleteRules: readonly Rule<DeleteFacts>[] = [
  ipamExists,
  {
    refusal: vpcRefusals.IpamInUse,
    args: () => ['an IPAM pool'],
    broken: ({ pool }) => pool !== undefined,
    because: ({ pool }) => `it has ${pool ?? 'no pool'}`,
  },
  {
    refusal: vpcRefusals.IpamInUse,
    args: () => ['an IPAM scope'],
    broken: ({ scope }) => scope !== undefined,
    because: ({ scope }) => `it has ${scope ?? 'the default scopes alone'}`,
  },
  {
    refusal: vpcRefusals.IpamInUse,
    args: () => ['an IPAM resource discovery'],
    broken: ({ association }) => association !== undefined,
    because: ({ association }) => `it has ${association ?? 'the default association alone'}`,
  },
];

/** Deletes an IPAM that has nothing but what was made with it, at once. */
export const deleteIpam = writeAction({
  name: 'DeleteIpam',
  summary: 'delete an IPAM with its default scopes',
  asyncTask: true,
  parameters: () => z.object({ IpamId: id() }),
  result: () => z.object({}),
  rules: deleteRules,

  async facts(tx, { IpamId }, context) {
    const ipam = await tx.first(ownIpamToChange, ownKey(context, IpamId));
    const of = { ipamId: IpamId };
    return {
      ipam,
      pool: ipam && (await tx.first(aPoolOfIpam, of))?.id,
      scope: ipam && (await tx.first(aCustomScope, of))?.id,
      association: ipam && (await tx.first(aCustomAssociation, of))?.id,
    };
  },

  async change(tx, { ipam }, { IpamId }) {
    if (ipam) {
      await removeAssociation(tx, ipam.default_association_id);
      await removeResourceDiscovery(tx, ipam.default_resource_discovery_id);
      await removeScope(tx, ipam.private_default_scope_id);
      await removeScope(tx, ipam.public_default_scope_id);
    }
    await removeTags(tx, IpamId);
    await tx.remove('ipam', IpamId);
    return {};
  },
});
