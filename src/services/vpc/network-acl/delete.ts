import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { vpcRefusals } from '../refusals.ts';
import {
  type NetworkAclFacts,
  networkAclExists,
  networkAclIsAvailable,
} from './network-acl.rules.ts';
import { removeNetworkAcl } from './remove.ts';
import { aSubnetOn, ownNetworkAclToChange } from './rows.ts';

interface DeleteFacts extends NetworkAclFacts {
  /** One of the subnets on it, if there is one. */
  readonly subnet: string | undefined;
}

/** The preconditions of DeleteNetworkAcl: its page's table, complete. The order is ours. */
export const deleteRules: readonly Rule<DeleteFacts>[] = [
  networkAclExists,
  networkAclIsAvailable,
  {
    refusal: vpcRefusals.NetworkAclInUse,
    broken: ({ subnet }) => subnet !== undefined,
    because: ({ subnet }) => `${subnet ?? 'no subnet'} is on it`,
  },
];

/**
 * Deletes a network ACL that no subnet is on. There is no status for one that is being deleted: it
 * is gone before the answer.
 */
export const deleteNetworkAcl = writeAction({
  name: 'DeleteNetworkAcl',
  summary: 'delete a network ACL',
  asyncTask: true,
  parameters: () => z.object({ NetworkAclId: id() }),
  result: () => z.object({}),
  rules: deleteRules,

  async facts(tx, { NetworkAclId }, context) {
    const key = ownKey(context, NetworkAclId);
    const networkAcl = await tx.first(ownNetworkAclToChange, key);
    const found = networkAcl && (await tx.first(aSubnetOn, { networkAclId: networkAcl.id }));
    return { networkAcl, subnet: found?.subnet_id };
  },

  async change(tx, _, { NetworkAclId }) {
    await removeNetworkAcl(tx, NetworkAclId);
    return {};
  },
});
