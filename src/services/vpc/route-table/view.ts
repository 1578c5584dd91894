import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import type { RouteTableRow } from '#store/schema/route.ts';
import type { Reader } from '#store/store.ts';
import { tagResult } from '../tag/parameters.ts';
import { tagsOf } from '../tag/rows.ts';
import { memberIdsOfVpcs } from '../vpc/members.ts';
import { vpcNames } from '../vpc/rows.ts';
import { customTablesInVpcs } from './rows.ts';

/** A route table as DescribeRouteTableList answers it. Source: the SDK's types. */
export const routeTableResult = () =>
  z.object({
    RouteTableId: z.string(),
    RouteTableName: z.string(),
    RouteTableType: z.string(),
    AssociateType: z.string(),
    Description: z.string(),
    AccountId: z.string(),
    ProjectName: z.string(),
    VpcId: z.string(),
    VpcName: z.string(),
    SubnetIds: z.array(z.string()),
    Ipv4GatewayId: z.string(),
    Ipv6GatewayId: z.string(),
    Tags: z.array(tagResult()),
    CreationTime: z.string(),
    UpdateTime: z.string(),
  });

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewRouteTables(
  tx: Reader,
  rows: readonly RouteTableRow[],
): Promise<z.infer<ReturnType<typeof routeTableResult>>[]> {
  const vpcIds = [...new Set(rows.map((row) => row.vpc_id))];
  const names = await vpcNames(tx, vpcIds);
  const subnets = await memberIdsOfVpcs(tx, 'subnet', vpcIds);
  const custom = await customTablesInVpcs(tx, vpcIds);
  const tags = await tagsOf(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    RouteTableId: row.id,
    RouteTableName: row.name,
    RouteTableType: row.type,
    AssociateType: row.associate_type,
    Description: row.description,
    AccountId: row.account_id,
    ProjectName: row.project_name,
    VpcId: row.vpc_id,
    VpcName: names.get(row.vpc_id) ?? '',
    SubnetIds: (subnets.get(row.vpc_id) ?? []).filter((id) =>
      row.type === 'System' ? !custom.has(id) : custom.get(id) === row.id,
    ),
    Ipv4GatewayId: '',
    Ipv6GatewayId: '',
    Tags: tags.get(row.id) ?? [],
    CreationTime: beijing(row.created_at),
    UpdateTime: beijing(row.updated_at),
  }));
}
