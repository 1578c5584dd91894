import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { clientToken, flag, id } from '#core/parameters.ts';
import { remainingQuota } from '#core/quota.ts';
import { refuse } from '#core/refusal.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { planBlock, poolForVpc, poolRefusals } from '../ipam-pool-allocation/for-vpc.ts';
import { DEFAULT_PROJECT, description, projectName, resourceName } from '../names.ts';
import { vpcRefusals } from '../refusals.ts';
import { ipv4Cidr } from '../subnet/range.ts';
import { tagList } from '../tag/parameters.ts';
import { vpcBlock } from './cidr.ts';
import { createRules } from './create.rules.ts';
import { readIpv6, takeIpv6Block } from './ipv6.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { makeVpc } from './make.ts';
import { dnsServers, IPV6_INERT, ipv6Parameters } from './parameters.ts';

/**
 * Makes a VPC with its system route table and a security group named Default. It is Creating, then
 * Available.
 */
export const createVpc = writeAction({
  name: 'CreateVpc',
  summary: 'create a VPC',
  asyncTask: true,
  parameters: () =>
    z.object({
      CidrBlock: z.string().max(64),
      VpcName: resourceName().optional(),
      Description: description().optional(),
      DnsServers: dnsServers().optional(),
      ...ipv6Parameters(),
      ProjectName: projectName().default(DEFAULT_PROJECT),
      Tags: tagList().optional(),
      DryRun: flag().default(false),
      ClientToken: clientToken().optional(),
      Ipv4IpamPoolId: id().optional(),
    }),
  result: () => z.object({ VpcId: z.string(), RouteTableId: z.string() }),
  inert: IPV6_INERT,
  begins: [TRANSITIONS.create],
  rules: createRules,
  refusals: [vpcRefusals.DryRunOperation, ...poolRefusals],

  async facts(tx, input, context) {
    return {
      cidr: input.CidrBlock,
      block: vpcBlock(input.CidrBlock),
      ipv6: await readIpv6(tx, context, input, []),
      ...(await poolForVpc(tx, context, input.Ipv4IpamPoolId)),
      vpcsLeft: await remainingQuota(tx, context, 'Vpcs'),
      securityGroupsLeft: await remainingQuota(tx, context, 'SecurityGroups'),
    };
  },

  async change(tx, { block, ipv6, pool }, input, context) {
    if (input.DryRun) refuse(vpcRefusals.DryRunOperation);
    if (block === undefined) refuse(vpcRefusals.CidrMalformed);
    const made = await makeVpc(tx, context, {
      accountId: context.accountId,
      status: TRANSITIONS.create.from,
      cidrBlock: ipv4Cidr(block),
      ipv6: ipv6.enables
        ? { cidrBlock: await takeIpv6Block(tx, context, ipv6), isp: ipv6.isp }
        : undefined,
      name: input.VpcName,
      description: input.Description,
      projectName: input.ProjectName,
      dnsServers: input.DnsServers,
      tags: input.Tags,
    });
    await planBlock(tx, context, pool, { vpcId: made.id, cidrBlock: ipv4Cidr(block) });
    await scheduleTransition(tx, context, TRANSITIONS.create, made.id);
    return { VpcId: made.id, RouteTableId: made.routeTableId };
  },
});
