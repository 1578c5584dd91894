import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { creationParameters } from '../creation-parameters.ts';
import { description, resourceName } from '../names.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownVpcToChange } from '../vpc/rows.ts';
import { availableVpc } from '../vpc/vpc.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { makeIpv6Gateway } from './make.ts';
import { ipv6GatewayIn } from './rows.ts';

interface CreateFacts {
  readonly vpc:
    | { readonly id: string; readonly status: string; readonly ipv6_cidr_block: string }
    | undefined;
  /** The gateway that the VPC already has, if any. */
  readonly present: string | undefined;
}

/**
 * The preconditions of CreateIpv6Gateway; no row of its page's table was seen, the order is ours.
 */
export const createRules: readonly Rule<CreateFacts>[] = [
  ...availableVpc,
  {
    refusal: vpcRefusals.VpcIpv6Disabled,
    broken: ({ vpc }) => vpc && vpc.ipv6_cidr_block === '',
    because: ({ vpc }) => `the VPC has ${vpc?.ipv6_cidr_block || 'no'} IPv6 block`,
  },
  {
    refusal: vpcRefusals.VpcInUse,
    args: () => ['an IPv6 gateway'],
    broken: ({ present }) => present !== undefined,
    because: ({ present }) => `the VPC has ${present ?? 'no IPv6 gateway'}`,
  },
];

/** Makes the IPv6 gateway of a VPC, which has one at most. It is Creating, then Available. */
export const createIpv6Gateway = writeAction({
  name: 'CreateIpv6Gateway',
  summary: 'create the IPv6 gateway of a VPC',
  asyncTask: true,
  parameters: () =>
    z.object({
      VpcId: id(),
      Name: resourceName().optional(),
      Description: description().optional(),
      ...creationParameters(),
    }),
  result: () => z.object({ Ipv6GatewayId: z.string() }),
  begins: [TRANSITIONS.create],
  rules: createRules,

  // The lock on the VPC makes one of two new gateways come first, and keeps its IPv6 on.
  async facts(tx, { VpcId }, context) {
    const key = ownKey(context, VpcId);
    const vpc = await tx.first(ownVpcToChange, key);
    return { vpc, present: vpc && (await tx.first(ipv6GatewayIn, { vpcId: vpc.id }))?.id };
  },

  async change(tx, _, input, context) {
    const id = await makeIpv6Gateway(tx, context, {
      accountId: context.accountId,
      vpcId: input.VpcId,
      status: TRANSITIONS.create.from,
      name: input.Name,
      description: input.Description,
      projectName: input.ProjectName,
      tags: input.Tags,
    });
    await scheduleTransition(tx, context, TRANSITIONS.create, id);
    return { Ipv6GatewayId: id };
  },
});
