import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import type { SubnetRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { networkAclsOfSubnets } from '../network-acl/rows.ts';
import { customTablesOfSubnets } from '../route-table/rows.ts';
import { type Tag, tagResult } from '../tag/parameters.ts';
import { tagsOf } from '../tag/rows.ts';
import { routeTablesOfVpcs } from '../vpc/rows.ts';
import { freeIpv4 } from './addresses.ts';
import { ipv4Range, usableCount } from './range.ts';

/**
 * A subnet as both Describe actions answer it. Source: the SDK's types and
 * DescribeSubnetAttributes.
 */
export const subnetResult = () =>
  z.object({
    SubnetId: z.string(),
    SubnetName: z.string(),
    Description: z.string(),
    AccountId: z.string(),
    ProjectName: z.string(),
    VpcId: z.string(),
    ZoneId: z.string(),
    Status: z.string(),
    CidrBlock: z.string(),
    Ipv6CidrBlock: z.string(),
    TotalIpv4Count: z.int(),
    AvailableIpAddressCount: z.int(),
    RouteTable: z.object({ RouteTableId: z.string(), RouteTableType: z.string() }),
    NetworkAclId: z.string(),
    IsDefault: z.boolean(),
    Tags: z.array(tagResult()),
    CreationTime: z.string(),
    UpdateTime: z.string(),
  });

export type SubnetView = z.infer<ReturnType<typeof subnetResult>>;

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewSubnets(tx: Reader, rows: readonly SubnetRow[]): Promise<SubnetView[]> {
  const ids = rows.map(({ id }) => id);
  const tags = await tagsOf(tx, ids);
  const networkAcls = await networkAclsOfSubnets(tx, ids);
  const custom = await customTablesOfSubnets(tx, ids);
  const system = await routeTablesOfVpcs(tx, [...new Set(rows.map((row) => row.vpc_id))]);
  return rows.map((row) =>
    view(row, {
      customTableId: custom.get(row.id),
      systemTableId: system.get(row.vpc_id) ?? '',
      networkAclId: networkAcls.get(row.id) ?? '',
      tags: tags.get(row.id) ?? [],
    }),
  );
}

interface Parts {
  readonly customTableId: string | undefined;
  readonly systemTableId: string;
  readonly networkAclId: string;
  readonly tags: Tag[];
}

function view(row: SubnetRow, parts: Parts): SubnetView {
  const range = ipv4Range(row.cidr_block);
  return {
    SubnetId: row.id,
    SubnetName: row.name,
    Description: row.description,
    AccountId: row.account_id,
    ProjectName: row.project_name,
    VpcId: row.vpc_id,
    ZoneId: row.zone_id,
    Status: row.status,
    CidrBlock: row.cidr_block,
    Ipv6CidrBlock: row.ipv6_cidr_block,
    TotalIpv4Count: range === undefined ? 0 : usableCount(range),
    AvailableIpAddressCount: freeIpv4(row),
    RouteTable: {
      RouteTableId: parts.customTableId ?? parts.systemTableId,
      RouteTableType: parts.customTableId === undefined ? 'System' : 'Custom',
    },
    NetworkAclId: parts.networkAclId,
    IsDefault: row.is_default === 1,
    Tags: parts.tags,
    CreationTime: beijing(row.created_at),
    UpdateTime: beijing(row.updated_at),
  };
}
