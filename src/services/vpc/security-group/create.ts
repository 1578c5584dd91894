import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { withinQuota } from '#core/common.rules.ts';
import { ownKey } from '#core/context.ts';
import { flag, id, notOffered } from '#core/parameters.ts';
import { remainingQuota } from '#core/quota.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { creationParameters } from '../creation-parameters.ts';
import { description, resourceName } from '../names.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownVpcToChange } from '../vpc/rows.ts';
import { availableVpc } from '../vpc/vpc.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { makeSecurityGroup } from './make.ts';

interface CreateFacts {
  readonly vpc: { readonly id: string; readonly status: string } | undefined;
  readonly quotaLeft: number;
}

/**
 * The preconditions of CreateSecurityGroup; one row of its page's table was seen, the order is
 * ours.
 */
export const createRules: readonly Rule<CreateFacts>[] = [
  ...availableVpc,
  withinQuota(vpcRefusals.SecurityGroupQuota, 'SecurityGroups', 'quotaLeft'),
];

/** Makes a security group that allows all outgoing traffic. It is Creating, then Available. */
export const createSecurityGroup = writeAction({
  name: 'CreateSecurityGroup',
  summary: 'create a security group',
  asyncTask: true,
  parameters: () =>
    z.object({
      VpcId: id(),
      SecurityGroupName: resourceName().optional(),
      Description: description().optional(),
      Type: z.enum(['normal', 'cidr_only']).default('normal'),
      ...creationParameters(),
      ServiceManaged: notOffered(flag(), 'only a cloud service makes such groups').optional(),
    }),
  result: () => z.object({ SecurityGroupId: z.string() }),
  begins: [TRANSITIONS.create],
  rules: createRules,

  // The VPC is locked: its deletion either sees the new group or comes first.
  async facts(tx, { VpcId }, context) {
    const key = ownKey(context, VpcId);
    return {
      vpc: await tx.first(ownVpcToChange, key),
      quotaLeft: await remainingQuota(tx, context, 'SecurityGroups'),
    };
  },

  async change(tx, _, input, context) {
    const securityGroupId = await makeSecurityGroup(tx, context, {
      accountId: context.accountId,
      status: TRANSITIONS.create.from,
      vpcId: input.VpcId,
      type: input.Type,
      name: input.SecurityGroupName,
      description: input.Description,
      projectName: input.ProjectName,
      tags: input.Tags,
    });
    await scheduleTransition(tx, context, TRANSITIONS.create, securityGroupId);
    return { SecurityGroupId: securityGroupId };
  },
});
