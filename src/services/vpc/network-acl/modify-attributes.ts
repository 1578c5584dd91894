import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { description, resourceName } from '../names.ts';
import {
  type NetworkAclFacts,
  networkAclExists,
  networkAclIsAvailable,
} from './network-acl.rules.ts';
import { ownNetworkAclToChange } from './rows.ts';

/** The preconditions of ModifyNetworkAclAttributes; its page's table was not seen. */
export const modifyRules: readonly Rule<NetworkAclFacts>[] = [
  networkAclExists,
  networkAclIsAvailable,
];

/** Changes a network ACL's name and description; an absent one stays as it is. */
export const modifyNetworkAclAttributes = writeAction({
  name: 'ModifyNetworkAclAttributes',
  summary: 'change a network ACL',
  asyncTask: true,
  parameters: () =>
    z.object({
      NetworkAclId: id(),
      NetworkAclName: resourceName().optional(),
      Description: description().optional(),
    }),
  result: () => z.object({}),
  rules: modifyRules,

  async facts(tx, { NetworkAclId }, context) {
    const key = ownKey(context, NetworkAclId);
    return { networkAcl: await tx.first(ownNetworkAclToChange, key) };
  },

  async change(tx, _, input) {
    await tx.update('network_acl', input.NetworkAclId, {
      ...(input.NetworkAclName !== undefined && { name: input.NetworkAclName }),
      ...(input.Description !== undefined && { description: input.Description }),
    });
    return {};
  },
});
