import * as z from 'zod';
import { type Rule, writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { creationParameters } from '../creation-parameters.ts';
import { description, resourceName } from '../names.ts';
import { vpcRefusals } from '../refusals.ts';
import { ownVpcToChange } from '../vpc/rows.ts';
import { availableVpc, type VpcFacts } from '../vpc/vpc.rules.ts';
import { makeRouteTable } from './make.ts';
import { tablesOfVpc } from './rows.ts';

interface CreateFacts extends VpcFacts {
  readonly tables: number;
  readonly allowed: number;
}

/** The preconditions of CreateRouteTable; no table of its page was seen, the order is ours. */
const createRules: readonly Rule<CreateFacts>[] = [
  ...availableVpc,
  {
    refusal: vpcRefusals.RouteTableQuota,
    parameter: 'VpcId',
    broken: ({ tables, allowed }) => tables >= allowed,
    because: ({ tables, allowed }) => `the VPC has ${tables} of ${allowed} route tables`,
  },
];

/** Makes a custom route table in a VPC. It exists before the answer. */
export const createRouteTable = writeAction({
  name: 'CreateRouteTable',
  summary: 'create a custom route table',
  asyncTask: true,
  parameters: () =>
    z.object({
      VpcId: id(),
      AssociateType: z.enum(['Subnet', 'Gateway']).default('Subnet'),
      RouteTableName: resourceName().optional(),
      Description: description().optional(),
      ...creationParameters(),
    }),
  result: () => z.object({ RouteTableId: z.string() }),
  rules: createRules,

  // While the VPC is locked its tables do not change.
  async facts(tx, { VpcId }, context) {
    const vpc = await tx.first(ownVpcToChange, ownKey(context, VpcId));
    return {
      vpc,
      tables: vpc ? (await tx.all(tablesOfVpc, { vpcId: vpc.id })).length : 0,
      allowed: context.world.quota(context.accountId, 'RouteTablesPerVpc'),
    };
  },

  async change(tx, _, input, context) {
    const RouteTableId = await makeRouteTable(tx, context, {
      accountId: context.accountId,
      vpcId: input.VpcId,
      type: 'Custom',
      associateType: input.AssociateType,
      name: input.RouteTableName,
      description: input.Description,
      projectName: input.ProjectName,
      tags: input.Tags,
    });
    return { RouteTableId };
  },
});
