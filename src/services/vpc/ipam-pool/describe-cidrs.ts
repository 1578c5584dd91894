import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { pageOfList, pagingOf, pagingParameters } from '#core/paging.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { beijing } from '#platform/time.ts';
import { vpcRefusals } from '../refusals.ts';
import { blockOf } from './cidr.ts';
import { cidrsOfPool, ownPool } from './rows.ts';

/** Lists the blocks of a pool. The SDK has only NextToken and MaxResults. */
export const describeIpamPoolCidrs = readAction({
  name: 'DescribeIpamPoolCidrs',
  summary: 'list the blocks of an IPAM pool',
  parameters: () =>
    z.object({
      IpamPoolId: id(),
      CidrBlock: z.string().max(64).optional(),
      ...pagingParameters(),
    }),
  result: () =>
    z.object({
      IpamPoolCidrs: z.array(
        z.object({
          IpamPoolId: z.string(),
          CidrBlock: z.string(),
          AccountId: z.string(),
          Status: z.string(),
          CreateTime: z.string(),
          UpdateTime: z.string(),
        }),
      ),
      NextToken: z.string(),
    }),
  refusals: [vpcRefusals.NextTokenMalformed, vpcRefusals.IpamPoolNotFound],

  async view(tx, input, context) {
    const pool = await tx.first(ownPool, ownKey(context, input.IpamPoolId));
    if (pool === undefined) refuse(vpcRefusals.IpamPoolNotFound);
    const all = await tx.all(cidrsOfPool, { poolId: pool.id });
    const asked = input.CidrBlock === undefined ? undefined : blockOf(input.CidrBlock)?.text;
    const found = all.filter(
      ({ cidr_block }) => input.CidrBlock === undefined || cidr_block === asked,
    );
    const page = pageOfList(found, pagingOf(input), ({ cidr_block }) => cidr_block);
    return {
      IpamPoolCidrs: page.rows.map((row) => ({
        IpamPoolId: row.ipam_pool_id,
        CidrBlock: row.cidr_block,
        AccountId: pool.account_id,
        Status: 'Provisioned',
        CreateTime: beijing(row.created_at),
        UpdateTime: beijing(row.created_at),
      })),
      NextToken: page.paging.NextToken,
    };
  },
});
