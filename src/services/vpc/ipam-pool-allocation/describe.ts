import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf, pagingParameters, pagingResult } from '#core/paging.ts';
import { id, list } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import { beijing } from '#platform/time.ts';
import { ownRows } from '#store/owned.ts';
import type { IpamPoolAllocationRow } from '#store/schema/ipam.ts';
import { blockOf } from '../ipam-pool/cidr.ts';
import { ownPool } from '../ipam-pool/rows.ts';
import { vpcRefusals } from '../refusals.ts';

const allocationResult = () =>
  z.object({
    IpamPoolAllocationId: z.string(),
    IpamPoolId: z.string(),
    AccountId: z.string(),
    CidrBlock: z.string(),
    SourceCidrBlock: z.string(),
    Description: z.string(),
    ResourceType: z.string(),
    ResourceId: z.string(),
    ResourceRegionId: z.string(),
    IpamRegionId: z.string(),
    IpamPoolRegionId: z.string(),
    Status: z.string(),
    CreateTime: z.string(),
    UpdateTime: z.string(),
  });

/** Lists what a pool has given out: to VPCs, to other pools, and what is reserved. */
export const describeIpamPoolAllocations = readAction({
  name: 'DescribeIpamPoolAllocations',
  summary: 'list what an IPAM pool has given out',
  parameters: () =>
    z.object({
      IpamPoolId: id(),
      IpamPoolAllocationIds: list(id(), 100).optional(),
      CidrBlock: z.string().max(64).optional(),
      ...pagingParameters(),
    }),
  result: () => z.object({ IpamPoolAllocations: z.array(allocationResult()), ...pagingResult() }),
  refusals: [vpcRefusals.NextTokenMalformed, vpcRefusals.IpamPoolNotFound],

  async view(tx, input, context) {
    const owner = ownerOf(context);
    const pool = await tx.first(ownPool, { id: input.IpamPoolId, ...owner });
    if (pool === undefined) refuse(vpcRefusals.IpamPoolNotFound);
    const { CidrBlock } = input;
    const page = await pageOf<IpamPoolAllocationRow>(
      tx,
      'ipam_pool_allocation',
      pagingOf(input),
      (db) =>
        ownRows(
          db,
          'ipam_pool_allocation',
          owner,
          {
            ipam_pool_id: pool.id,
            cidr_block: CidrBlock && (blockOf(CidrBlock)?.text ?? CidrBlock),
          },
          input.IpamPoolAllocationIds,
        ),
    );
    return {
      IpamPoolAllocations: page.rows.map((row) => ({
        IpamPoolAllocationId: row.id,
        IpamPoolId: row.ipam_pool_id,
        AccountId: row.account_id,
        CidrBlock: row.cidr_block,
        SourceCidrBlock: row.source_cidr_block,
        Description: row.description,
        ResourceType: row.resource_type,
        ResourceId: row.resource_id,
        ResourceRegionId: row.resource_region,
        IpamRegionId: row.region,
        IpamPoolRegionId: pool.pool_region_id,
        Status: row.status,
        CreateTime: beijing(row.created_at),
        UpdateTime: beijing(row.updated_at),
      })),
      ...page.paging,
    };
  },
});
