import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import type { Ipv6GatewayRow } from '#store/schema/ipv6-gateway.ts';
import type { Reader } from '#store/store.ts';
import { tagResult } from '../tag/parameters.ts';
import { tagsOf } from '../tag/rows.ts';

/** An IPv6 gateway as both Describe actions answer it. Source: the SDK's types. */
export const ipv6GatewayResult = () =>
  z.object({
    Ipv6GatewayId: z.string(),
    Name: z.string(),
    Description: z.string(),
    ProjectName: z.string(),
    VpcId: z.string(),
    RouteTableId: z.string(),
    Status: z.string(),
    Tags: z.array(tagResult()),
    CreationTime: z.string(),
    UpdateTime: z.string(),
  });

export type Ipv6GatewayView = z.infer<ReturnType<typeof ipv6GatewayResult>>;

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewIpv6Gateways(
  tx: Reader,
  rows: readonly Ipv6GatewayRow[],
): Promise<Ipv6GatewayView[]> {
  const tags = await tagsOf(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    Ipv6GatewayId: row.id,
    Name: row.name,
    Description: row.description,
    ProjectName: row.project_name,
    VpcId: row.vpc_id,
    // A gateway has a route table of its own only when one is associated with it.
    RouteTableId: '',
    Status: row.status,
    Tags: tags.get(row.id) ?? [],
    CreationTime: beijing(row.created_at),
    UpdateTime: beijing(row.updated_at),
  }));
}
