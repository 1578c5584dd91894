import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownerOf } from '#core/context.ts';
import { pageOf, pagingOf, pagingParameters, pagingResult } from '#core/paging.ts';
import { id, list } from '#core/parameters.ts';
import { beijing } from '#platform/time.ts';
import { type Owner, ownRows } from '#store/owned.ts';
import type { Ipv4GatewayRow } from '#store/schema/ipv4-gateway.ts';
import type { Db } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';

// The SDK has only NextToken and MaxResults, but answers a page number.
const parameters = () =>
  z.object({
    Ipv4GatewayIds: list(id(), 100).optional(),
    Ipv4GatewayName: z.string().max(128).optional(),
    VpcIds: list(id(), 100).optional(),
    ...pagingParameters(),
  });

/** Source: the SDK's types. */
const ipv4GatewayResult = () =>
  z.object({
    Ipv4GatewayId: z.string(),
    Ipv4GatewayName: z.string(),
    Description: z.string(),
    AccountId: z.string(),
    VpcId: z.string(),
    RouteTableId: z.string(),
    Enabled: z.boolean(),
    Status: z.string(),
    CreationTime: z.string(),
    UpdatedAt: z.string(),
  });

/** Lists the caller's IPv4 gateways; conditions are ANDed, and nothing found is an empty list. */
export const describeIpv4Gateways = readAction({
  name: 'DescribeIpv4Gateways',
  summary: 'list IPv4 gateways',
  parameters,
  result: () => z.object({ Ipv4Gateways: z.array(ipv4GatewayResult()), ...pagingResult() }),
  refusals: [vpcRefusals.NextTokenMalformed],

  async view(tx, input, context) {
    const paging = pagingOf(input);
    const page = await pageOf<Ipv4GatewayRow>(tx, 'ipv4_gateway', paging, (db) =>
      matching(db, ownerOf(context), input),
    );
    return { Ipv4Gateways: page.rows.map(view), ...page.paging };
  },
});

function matching(db: Db, owner: Owner, input: z.infer<ReturnType<typeof parameters>>) {
  let select = ownRows(db, 'ipv4_gateway', owner, { name: input.Ipv4GatewayName });
  if (input.Ipv4GatewayIds) select = select.where('ipv4_gateway.id', 'in', input.Ipv4GatewayIds);
  if (input.VpcIds) select = select.where('ipv4_gateway.vpc_id', 'in', input.VpcIds);
  return select;
}

const view = (row: Ipv4GatewayRow): z.infer<ReturnType<typeof ipv4GatewayResult>> => ({
  Ipv4GatewayId: row.id,
  Ipv4GatewayName: row.name,
  Description: row.description,
  AccountId: row.account_id,
  VpcId: row.vpc_id ?? '',
  // Route tables are associated with subnets alone.
  RouteTableId: '',
  Enabled: row.enabled === 1,
  Status: row.status,
  CreationTime: beijing(row.created_at),
  UpdatedAt: beijing(row.updated_at),
});
