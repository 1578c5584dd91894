import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { pageOfList, pagingOf, pagingParameters, placeOfNumber } from '#core/paging.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { beijing } from '#platform/time.ts';
import { eipsInPools } from '../eip/in-pool.ts';
import { vpcRefusals } from '../refusals.ts';
import { ipv4Number } from '../subnet/range.ts';
import { blocksOfPools, ownIpAddressPool } from './rows.ts';
import { sizeOf } from './view.ts';

/** Lists the blocks of an IP address pool, in the order of their addresses. */
export const describeIpAddressPoolCidrBlocks = readAction({
  name: 'DescribeIpAddressPoolCidrBlocks',
  summary: 'list the blocks of an IP address pool',
  parameters: () =>
    z.object({
      IpAddressPoolId: id(),
      CidrBlock: z.string().max(64).optional(),
      ...pagingParameters(),
    }),
  // Source: the SDK's types.
  result: () =>
    z.object({
      IpAddressPoolCidrBlocks: z.array(
        z.object({
          CidrBlock: z.string(),
          Status: z.string(),
          TotalIpCount: z.int(),
          UsedIpCount: z.int(),
          CreationTime: z.string(),
        }),
      ),
      NextToken: z.string(),
    }),
  refusals: [vpcRefusals.NextTokenMalformed, vpcRefusals.IpAddressPoolNotFound],

  async view(tx, input, context) {
    const paging = pagingOf(input);
    const pool = await tx.first(ownIpAddressPool, ownKey(context, input.IpAddressPoolId));
    if (pool === undefined) return refuse(vpcRefusals.IpAddressPoolNotFound);
    const blocks = (await blocksOfPools(tx, [pool.id])).get(pool.id) ?? [];
    const found = blocks.filter(
      ({ cidr_block }) => input.CidrBlock === undefined || cidr_block === input.CidrBlock,
    );
    const page = pageOfList(found, paging, ({ first }) => placeOfNumber(first));
    const eips = (await eipsInPools(tx, [pool.id])).get(pool.id) ?? [];
    const used = eips.map(({ ip_address }) => ipv4Number(ip_address) ?? -1);
    return {
      IpAddressPoolCidrBlocks: page.rows.map((block) => ({
        CidrBlock: block.cidr_block,
        Status: 'Available',
        TotalIpCount: sizeOf(block),
        UsedIpCount: used.filter((each) => each >= block.first && each <= block.last).length,
        CreationTime: beijing(block.created_at),
      })),
      NextToken: page.paging.NextToken,
    };
  },
});
