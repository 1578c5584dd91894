import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { id } from '#core/parameters.ts';
import type { SecurityGroupRow } from '#store/schema.ts';
import { description, resourceName } from '../names.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownSecurityGroupToChange } from './rows.ts';

interface ModifyFacts {
  readonly securityGroup: SecurityGroupRow | undefined;
}

/**
 * The preconditions of ModifySecurityGroupAttributes; the page's table was seen in part, the order
 * is ours.
 */
export const modifyRules: readonly Rule<ModifyFacts>[] = [
  {
    refusal: vpcRefusals.SecurityGroupNotFound,
    broken: ({ securityGroup }) => securityGroup === undefined,
    because: ({ securityGroup }) =>
      securityGroup ? `${securityGroup.id} exists` : 'there is no such security group',
  },
  {
    refusal: vpcRefusals.SecurityGroupServiceManaged,
    broken: ({ securityGroup }) => securityGroup && securityGroup.service_managed === 1,
    because: ({ securityGroup }) => `ServiceManaged is ${securityGroup?.service_managed === 1}`,
  },
  {
    refusal: vpcRefusals.SecurityGroupInvalidStatus,
    broken: ({ securityGroup }) => securityGroup && securityGroup.status !== 'Available',
    because: ({ securityGroup }) => `the group is ${securityGroup?.status ?? 'absent'}`,
  },
];

/** Changes a security group's name and description; an absent one stays as it is. */
export const modifySecurityGroupAttributes = writeAction({
  name: 'ModifySecurityGroupAttributes',
  summary: 'change a security group',
  parameters: z.object({
    SecurityGroupId: id(),
    SecurityGroupName: resourceName().optional(),
    Description: description().optional(),
  }),
  result: z.object({}),
  rules: modifyRules,

  async facts(tx, { SecurityGroupId }, { accountId, region }) {
    const key = { id: SecurityGroupId, account_id: accountId, region: region.id };
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
