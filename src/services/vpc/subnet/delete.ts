import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { aSnatEntryOfSubnet } from '#services/natgateway/snat-entry/rows.ts';
import { aHaVipIn } from '../ha-vip/rows.ts';
import { networkAclOfSubnet } from '../network-acl/rows.ts';
import { vpcRefusals } from '../refusals.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { anInterfaceIn, ownSubnetToChange } from './rows.ts';
import { subnetExists, subnetIsAvailable } from './subnet.rules.ts';

interface DeleteFacts {
  readonly subnet: { readonly id: string; readonly status: string } | undefined;
  /** One of the interfaces in it, if there is one. */
  readonly networkInterface: string | undefined;
  /** The network ACL that it is on, if it is on one. */
  readonly networkAcl: string | undefined;
  /** One of the virtual IPs in it, if there is one. */
  readonly haVip: string | undefined;
  /** One of the SNAT entries about it, if there is one. */
  readonly snatEntry: string | undefined;
}

/**
 * The preconditions of DeleteSubnet: the page's prerequisites, docs 6401/70745, as far as Tenon
 * has the resources. The order is ours.
 */
export const deleteRules: readonly Rule<DeleteFacts>[] = [
  subnetExists,
  subnetIsAvailable,
  {
    refusal: vpcRefusals.SubnetInUse,
    args: () => ['an ENI'],
    broken: ({ networkInterface }) => networkInterface !== undefined,
    because: ({ networkInterface }) => `${networkInterface ?? 'no interface'} is in it`,
  },
  {
    refusal: vpcRefusals.SubnetInUse,
    args: () => ['a HaVip'],
    broken: ({ haVip }) => haVip !== undefined,
    because: ({ haVip }) => `${haVip ?? 'no HaVip'} is in it`,
  },
  {
    refusal: vpcRefusals.SubnetInUse,
    args: () => ['an SNAT entry'],
    broken: ({ snatEntry }) => snatEntry !== undefined,
    because: ({ snatEntry }) => `${snatEntry ?? 'no SNAT entry'} is about it`,
  },
  {
    refusal: vpcRefusals.SubnetInUse,
    args: () => ['a network ACL'],
    broken: ({ networkAcl }) => networkAcl !== undefined,
    because: ({ networkAcl }) => `it is on ${networkAcl ?? 'no network ACL'}`,
  },
];

/**
 * Deletes a subnet without interfaces, virtual IPs and SNAT entries that is on no network ACL. It is
 * Pending, then not found.
 */
export const deleteSubnet = writeAction({
  name: 'DeleteSubnet',
  summary: 'delete a subnet',
  asyncTask: true,
  parameters: () => z.object({ SubnetId: id() }),
  result: () => z.object({}),
  begins: [TRANSITIONS.delete],
  rules: deleteRules,

  async facts(tx, { SubnetId }, context) {
    const key = ownKey(context, SubnetId);
    const subnet = await tx.first(ownSubnetToChange, key);
    const within = { subnetId: SubnetId };
    return {
      subnet,
      networkInterface: subnet && (await tx.first(anInterfaceIn, within))?.id,
      haVip: subnet && (await tx.first(aHaVipIn, within))?.id,
      snatEntry: subnet && (await tx.first(aSnatEntryOfSubnet, within))?.id,
      networkAcl: subnet && (await tx.first(networkAclOfSubnet, within))?.network_acl_id,
    };
  },

  async change(tx, _, { SubnetId }, context) {
    await tx.update('subnet', SubnetId, { status: TRANSITIONS.delete.from });
    await scheduleTransition(tx, context, TRANSITIONS.delete, SubnetId);
    return {};
  },
});
