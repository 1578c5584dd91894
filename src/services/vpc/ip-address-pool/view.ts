import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import type { IpAddressPoolBlockRow, IpAddressPoolRow } from '#store/schema/ip-address-pool.ts';
import type { Reader } from '#store/store.ts';
import { eipsInPools } from '../eip/in-pool.ts';
import { tagResult } from '../tag/parameters.ts';
import { tagsOf } from '../tag/rows.ts';
import { blocksOfPools } from './rows.ts';

/** An IP address pool as DescribeIpAddressPools answers it. Source: the SDK's types. */
export const ipAddressPoolResult = () =>
  z.object({
    IpAddressPoolId: z.string(),
    Name: z.string(),
    Description: z.string(),
    Status: z.string(),
    BusinessStatus: z.string(),
    ISP: z.string(),
    CidrBlocks: z.array(z.string()),
    TotalIpCount: z.int(),
    UsedIpCount: z.int(),
    ProjectName: z.string(),
    Tags: z.array(tagResult()),
    CreationTime: z.string(),
    UpdateTime: z.string(),
    OverdueTime: z.string(),
    DeletedTime: z.string(),
  });

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewIpAddressPools(
  tx: Reader,
  rows: readonly IpAddressPoolRow[],
): Promise<z.infer<ReturnType<typeof ipAddressPoolResult>>[]> {
  const ids = rows.map(({ id }) => id);
  const blocks = await blocksOfPools(tx, ids);
  const eips = await eipsInPools(tx, ids);
  const tags = await tagsOf(tx, ids);
  return rows.map((row) => ({
    IpAddressPoolId: row.id,
    Name: row.name,
    Description: row.description,
    Status: row.status,
    BusinessStatus: 'Normal',
    ISP: row.isp,
    CidrBlocks: (blocks.get(row.id) ?? []).map(({ cidr_block }) => cidr_block),
    TotalIpCount: (blocks.get(row.id) ?? []).reduce((sum, block) => sum + sizeOf(block), 0),
    UsedIpCount: eips.get(row.id)?.length ?? 0,
    ProjectName: row.project_name,
    Tags: tags.get(row.id) ?? [],
    CreationTime: beijing(row.created_at),
    UpdateTime: beijing(row.updated_at),
    OverdueTime: '',
    DeletedTime: '',
  }));
}

export const sizeOf = ({ first, last }: Pick<IpAddressPoolBlockRow, 'first' | 'last'>): number =>
  last - first + 1;
