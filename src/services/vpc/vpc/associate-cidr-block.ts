import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import { planBlock, poolForVpc, poolRefusals } from '../ipam-pool-allocation/for-vpc.ts';
import { vpcRefusals } from '../refusals.ts';
import { routeTo } from '../route-entry/rows.ts';
import { ipv6BlocksOverlap } from '../subnet/range.ts';
import { secondaryBlock } from './additional-cidr.ts';
import { associateRules } from './associate-cidr-block.rules.ts';
import { addIpv4Block, addIpv6Block, blocksOf, ipv6Columns, NO_BLOCKS } from './cidr-rows.ts';
import { readFurtherIpv6, takeIpv6Block } from './ipv6.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { IPV6_INERT, ipv6Details } from './parameters.ts';
import { ownVpcToChange } from './rows.ts';
import { ipv6Result, viewIpv6 } from './view.ts';

/**
 * Gives a VPC a secondary IPv4 block, an IPv6 block, or both. It is Pending, then Available. The
 * answer lists all its blocks.
 */
export const associateVpcCidrBlock = writeAction({
  name: 'AssociateVpcCidrBlock',
  summary: 'give a VPC a further block',
  asyncTask: true,
  parameters: () =>
    z.object({
      VpcId: id(),
      SecondaryCidrBlock: z.string().max(64).optional(),
      ...ipv6Details(),
      Ipv4IpamPoolId: id().optional(),
    }),
  result: () =>
    z.object({
      VpcId: z.string(),
      SecondaryCidrBlocks: z.array(z.string()),
      Ipv6CidrBlocks: z.array(ipv6Result()),
    }),
  inert: IPV6_INERT,
  begins: [TRANSITIONS.modify],
  rules: associateRules,
  refusals: poolRefusals,

  async facts(tx, input, context) {
    const key = ownKey(context, input.VpcId);
    const vpc = await tx.first(ownVpcToChange, key);
    const blocks = vpc ? await blocksOf(tx, vpc.id) : NO_BLOCKS;
    const ipv6 = await readFurtherIpv6(tx, context, input);
    const allowed = context.world.quota(context.accountId, 'SecondaryBlocksPerVpc');
    const overlaps = blocks.ipv6.find(({ cidr_block }) =>
      ipv6BlocksOverlap(cidr_block, ipv6.block),
    );
    const ipv4 = secondaryBlock(input.SecondaryCidrBlock, { vpc, blocks }, allowed);
    return {
      vpc,
      ipv4,
      ipv6,
      ofSameIsp: blocks.ipv6.find(({ isp }) => isp === ipv6.isp)?.cidr_block,
      ipv6Overlaps: overlaps?.cidr_block,
      ...(await poolForVpc(tx, context, input.Ipv4IpamPoolId)),
      routed: vpc && (await routeTo(tx, vpc.id, ipv4.block, ipv6.block?.text)),
    };
  },

  async change(tx, { vpc, ipv4, ipv6, pool }, { VpcId }, context) {
    if (vpc === undefined) refuse(vpcRefusals.VpcNotFound);
    if (ipv4.block !== undefined) {
      await addIpv4Block(tx, VpcId, 'secondary', ipv4.block);
      await planBlock(tx, context, pool, { vpcId: VpcId, cidrBlock: ipv4.block });
    }
    if (ipv6.enables) {
      const cidrBlock = await takeIpv6Block(tx, context, ipv6);
      await addIpv6Block(tx, vpc, { cidr_block: cidrBlock, isp: ipv6.isp });
    }
    const blocks = await blocksOf(tx, VpcId);
    await tx.update('vpc', VpcId, {
      status: TRANSITIONS.modify.from,
      ...ipv6Columns(blocks.ipv6),
    });
    await scheduleTransition(tx, context, TRANSITIONS.modify, VpcId);
    return {
      VpcId,
      SecondaryCidrBlocks: blocks.secondary,
      Ipv6CidrBlocks: viewIpv6(blocks.ipv6),
    };
  },
});
