import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { clientToken, flag, id, integer, note } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { description, resourceName } from '../names.ts';
import { vpcRefusals } from '../refusals.ts';
import { routeTo } from '../route-entry/rows.ts';
import { tagList } from '../tag/parameters.ts';
import { blocksOf, NO_BLOCKS } from '../vpc/cidr-rows.ts';
import { ownVpcToChange } from '../vpc/rows.ts';
import { createRules } from './create.rules.ts';
import { chooseIpv6, NO_IPV6 } from './ipv6.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { makeSubnet } from './make.ts';
import { contains, type Ipv4Range, ipv4Cidr, ipv4Range, overlaps } from './range.ts';
import { blocksOfVpc } from './rows.ts';

/**
 * Makes a subnet in a zone and a part of one of its VPC's blocks. It is Pending, then Available.
 */
export const createSubnet = writeAction({
  name: 'CreateSubnet',
  summary: 'create a subnet',
  asyncTask: true,
  parameters: () =>
    z.object({
      VpcId: id(),
      ZoneId: id(),
      CidrBlock: z.string().max(64).optional(),
      IsIpv6Only: flag().default(false),
      Ipv6CidrBlock: note(integer(0, 255), { malformed: vpcRefusals.CidrMalformed }).optional(),
      VpcIpv6CidrBlock: z.string().max(64).optional(),
      SubnetName: resourceName().optional(),
      Description: description().optional(),
      Tags: tagList().optional(),
      ClientToken: clientToken().optional(),
    }),
  result: () => z.object({ SubnetId: z.string() }),
  begins: [TRANSITIONS.create],
  rules: createRules,

  // While the VPC is locked its subnets do not change: of two overlapping new ones, one comes
  // first.
  async facts(tx, input, context) {
    const key = ownKey(context, input.VpcId);
    const vpc = await tx.first(ownVpcToChange, key);
    const others = vpc ? await tx.all(blocksOfVpc, { vpcId: vpc.id }) : [];
    const { secondary, ipv6 } = vpc ? await blocksOf(tx, vpc.id) : NO_BLOCKS;
    const vpcBlocks = vpc ? [vpc.cidr_block, ...secondary] : [];
    const block = input.CidrBlock === undefined ? undefined : subnetBlock(input.CidrBlock);
    const withIpv6 =
      input.IsIpv6Only || input.Ipv6CidrBlock !== undefined || input.VpcIpv6CidrBlock !== undefined;
    const choice = vpc && withIpv6 ? chooseIpv6(ipv6, others, input) : NO_IPV6;
    return {
      vpc,
      ipv6Only: input.IsIpv6Only,
      cidr: input.CidrBlock,
      block,
      vpcBlocks,
      withinVpc: vpcBlocks.some((outer) => isWithin(outer, block)),
      overlaps: others.find(({ cidr_block }) => isOverlapping(cidr_block, block))?.id,
      routed: vpc && (await routeTo(tx, vpc.id, block && ipv4Cidr(block))),
      ipv6: choice,
      ipv6Routed: vpc && (await routeTo(tx, vpc.id, choice.block)),
      zoneId: input.ZoneId,
      zones: context.region.zones,
      subnets: others.length,
      subnetsAllowed: context.world.quota(context.accountId, 'SubnetsPerVpc'),
    };
  },

  async change(tx, { vpc, block, ipv6 }, input, context) {
    if (vpc === undefined) refuse(vpcRefusals.VpcNotFound);
    const subnetId = await makeSubnet(tx, context, {
      accountId: context.accountId,
      status: TRANSITIONS.create.from,
      vpc,
      zoneId: input.ZoneId,
      cidrBlock: block ? ipv4Cidr(block) : '',
      ipv6CidrBlock: ipv6.block,
      name: input.SubnetName,
      description: input.Description,
      tags: input.Tags,
    });
    await scheduleTransition(tx, context, TRANSITIONS.create, subnetId);
    return { SubnetId: subnetId };
  },
});

/** Source: the CidrBlock parameter, docs 6401/70496. The shortest mask is that of the VPC. */
const LONGEST_MASK = 29;

function subnetBlock(cidr: string): Ipv4Range | undefined {
  const range = ipv4Range(cidr);
  return range && range.prefix <= LONGEST_MASK ? range : undefined;
}

function isWithin(vpcCidr: string, block: Ipv4Range | undefined): boolean {
  const outer = ipv4Range(vpcCidr);
  return outer !== undefined && block !== undefined && contains(outer, block);
}

function isOverlapping(cidr: string, block: Ipv4Range | undefined): boolean {
  const other = ipv4Range(cidr);
  return other !== undefined && block !== undefined && overlaps(other, block);
}
