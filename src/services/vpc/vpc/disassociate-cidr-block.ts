import * as z from 'zod';
import { writeAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { scheduleTransition } from '#core/schedule-transition.ts';
import type { SubnetRow } from '#store/schema.ts';
import { removeAllocationOf } from '../ipam-pool-allocation/remove.ts';
import { ipv6GatewayIn } from '../ipv6-gateway/rows.ts';
import { vpcRefusals } from '../refusals.ts';
import { ipv4Cidr, ipv4Range, ipv6Block, ipv6BlockHolds } from '../subnet/range.ts';
import { blocksOfVpc } from '../subnet/rows.ts';
import { standsIn } from './additional-cidr.ts';
import {
  type Blocks,
  blocksOf,
  ipv6Columns,
  NO_BLOCKS,
  removeIpv4Block,
  removeIpv6Block,
} from './cidr-rows.ts';
import { disassociateRules, type GoingBlock } from './disassociate-cidr-block.rules.ts';
import { TRANSITIONS } from './lifecycle.ts';
import { ownVpcToChange } from './rows.ts';

/**
 * Removes a secondary IPv4 block, an IPv6 block, or both from a VPC; no subnet may be in them. It
 * is Pending, then Available.
 */
export const disassociateVpcCidrBlock = writeAction({
  name: 'DisassociateVpcCidrBlock',
  summary: 'take a further block from a VPC',
  asyncTask: true,
  parameters: () =>
    z.object({
      VpcId: id(),
      SecondaryCidrBlock: z.string().max(64).optional(),
      Ipv6CidrBlock: z.string().max(64).optional(),
    }),
  result: () => z.object({}),
  begins: [TRANSITIONS.modify],
  rules: disassociateRules,

  // While the VPC is locked its blocks and its subnets do not change.
  async facts(tx, input, context) {
    const key = ownKey(context, input.VpcId);
    const vpc = await tx.first(ownVpcToChange, key);
    const blocks = vpc ? await blocksOf(tx, vpc.id) : NO_BLOCKS;
    const subnets = vpc ? await tx.all(blocksOfVpc, { vpcId: vpc.id }) : [];
    const ipv6 = goingIpv6(input.Ipv6CidrBlock, blocks, subnets);
    const last = ipv6.block !== undefined && blocks.ipv6.length === 1;
    return {
      vpc,
      ipv4: goingIpv4(input.SecondaryCidrBlock, blocks, subnets),
      ipv6,
      strandedGateway: last
        ? (await tx.first(ipv6GatewayIn, { vpcId: input.VpcId }))?.id
        : undefined,
    };
  },

  async change(tx, { vpc, ipv4, ipv6 }, { VpcId }, context) {
    if (vpc === undefined) refuse(vpcRefusals.VpcNotFound);
    if (ipv4.block !== undefined) {
      await removeIpv4Block(tx, VpcId, ipv4.block);
      await removeAllocationOf(tx, VpcId, ipv4.block);
    }
    if (ipv6.block !== undefined) await removeIpv6Block(tx, vpc, ipv6.block);
    await tx.update('vpc', VpcId, {
      status: TRANSITIONS.modify.from,
      ...ipv6Columns((await blocksOf(tx, VpcId)).ipv6),
    });
    await scheduleTransition(tx, context, TRANSITIONS.modify, VpcId);
    return {};
  },
});

type Subnets = readonly Pick<SubnetRow, 'id' | 'cidr_block' | 'ipv6_cidr_block'>[];

function goingIpv4(given: string | undefined, { secondary }: Blocks, subnets: Subnets): GoingBlock {
  const range = given === undefined ? undefined : ipv4Range(given);
  const block = secondary.find((each) => range && each === ipv4Cidr(range));
  const inside = subnets.find(({ cidr_block }) => block && standsIn(block, cidr_block));
  return { given, block, subnet: inside?.id };
}

function goingIpv6(given: string | undefined, { ipv6 }: Blocks, subnets: Subnets): GoingBlock {
  const text = given === undefined ? undefined : ipv6Block(given)?.text;
  const block = ipv6.find(({ cidr_block }) => cidr_block === text)?.cidr_block;
  const inside = subnets.find(
    ({ ipv6_cidr_block }) => block && ipv6BlockHolds(block, ipv6_cidr_block),
  );
  return { given, block, subnet: inside?.id };
}
