import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import type { SecurityGroupRow } from '#store/schema.ts';
import { description, resourceName } from '../names.ts';
import { ownSecurityGroupToChange } from './rows.ts';
import { availableSecurityGroup } from './security-group.rules.ts';

interface ModifyFacts {
  readonly securityGroup: SecurityGroupRow | undefined;
}

/**
 * The preconditions of ModifySecurityGroupAttributes; the page's table was seen in part, the order
 * is ours.
 */
export const modifyRules: readonly Rule<ModifyFacts>[] = [...availableSecurityGroup];

/** Changes a security group's name and description; an absent one stays as it is. */
export const modifySecurityGroupAttributes = writeAction({
  name: 'ModifySecurityGroupAttributes',
  summary: 'change a security group',
  parameters: () =>
    z.object({
      SecurityGroupId: id(),
      SecurityGroupName: resourceName().optional(),
      Description: description().optional(),
    }),
  result: () => z.object({}),
  rules: modifyRules,

  async facts(tx, { SecurityGroupId }, context) {
    const key = ownKey(context, SecurityGroupId);
    return { securityGroup: await tx.first(ownSecurityGroupToChange, key) };
  },

  async change(tx, _, input) {
    await tx.update('security_group', input.SecurityGroupId, {
      ...(input.SecurityGroupName !== undefined && { name: input.SecurityGroupName }),
      ...(input.Description !== undefined && { description: input.Description }),
    });
    return {};
  },
});
