import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { flag, id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { creationParameters } from '../creation-parameters.ts';
import { description, resourceName } from '../names.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownVpcToChange } from '../vpc/rows.ts';
import { availableVpc } from '../vpc/vpc.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { makeNetworkAcl } from './make.ts';
import { networkAclsInVpcs } from './rows.ts';

interface CreateFacts {
  readonly vpc: { readonly id: string; readonly status: string } | undefined;
  readonly networkAcls: number;
  readonly networkAclsAllowed: number;
}

/** The preconditions of CreateNetworkAcl; its page's table was not seen, the order is ours. */
export const createRules: readonly Rule<CreateFacts>[] = [
  ...availableVpc,
  {
    refusal: vpcRefusals.NetworkAclQuota,
    parameter: 'VpcId',
    broken: ({ networkAcls, networkAclsAllowed }) => networkAcls >= networkAclsAllowed,
    because: ({ networkAcls, networkAclsAllowed }) =>
      `the VPC has ${networkAcls} of ${networkAclsAllowed} network ACLs`,
  },
];

/** Makes a network ACL that drops everything. It is Creating, then Available. */
export const createNetworkAcl = writeAction({
  name: 'CreateNetworkAcl',
  summary: 'create a network ACL',
  asyncTask: true,
  parameters: () =>
    z.object({
      VpcId: id(),
      NetworkAclName: resourceName().optional(),
      Description: description().optional(),
      Stateful: flag().default(false),
      ...creationParameters(),
    }),
  result: () => z.object({ NetworkAclId: z.string() }),
  begins: [TRANSITIONS.create],
  rules: createRules,

  // The VPC is locked: its deletion either sees the new ACL or comes first.
  async facts(tx, { VpcId }, context) {
    const key = ownKey(context, VpcId);
    const vpc = await tx.first(ownVpcToChange, key);
    const counts = await networkAclsInVpcs(tx, vpc ? [vpc.id] : []);
    return {
      vpc,
      networkAcls: counts.get(VpcId) ?? 0,
      networkAclsAllowed: context.world.quota(context.accountId, 'NetworkAclsPerVpc'),
    };
  },

  async change(tx, _, input, context) {
    const networkAclId = await makeNetworkAcl(tx, context, {
      status: TRANSITIONS.create.from,
      vpcId: input.VpcId,
      name: input.NetworkAclName,
      description: input.Description,
      projectName: input.ProjectName,
      stateful: input.Stateful,
      tags: input.Tags,
    });
    await scheduleTransition(tx, context, TRANSITIONS.create, networkAclId);
    return { NetworkAclId: networkAclId };
  },
});
