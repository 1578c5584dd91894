import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { pageOf, pagingOf, pagingParameters } from '#core/paging.ts';
import { id, list } from '#core/parameters.ts';
import type { Ipv6GatewayRow } from '#store/schema/ipv6-gateway.ts';
import type { Db } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import { tagFilters } from '../tag/parameters.ts';
import { tagged } from '../tag/rows.ts';
import { ipv6GatewayResult, viewIpv6Gateways } from './view.ts';

// The SDK has only NextToken and MaxResults; Terraform pages by PageNumber and PageSize.
const parameters = () =>
  z.object({
    Ipv6GatewayIds: list(id(), 100).optional(),
    VpcIds: list(id(), 100).optional(),
    Name: z.string().max(128).optional(),
    ProjectName: z.string().max(64).optional(),
    TagFilters: tagFilters().optional(),
    ...pagingParameters(),
  });

/** Lists the caller's IPv6 gateways; conditions are ANDed, and nothing found is an empty list. */
export const describeIpv6Gateways = readAction({
  name: 'DescribeIpv6Gateways',
  summary: 'list IPv6 gateways',
  parameters,
  result: () => z.object({ Ipv6Gateways: z.array(ipv6GatewayResult()), NextToken: z.string() }),
  refusals: [vpcRefusals.NextTokenMalformed],

  async view(tx, input, { accountId, region }) {
    const paging = pagingOf(input);
    const page = await pageOf<Ipv6GatewayRow>(tx, 'ipv6_gateway', paging, (db) =>
      matching(db, accountId, region.id, input),
    );
    return {
      Ipv6Gateways: await viewIpv6Gateways(tx, page.rows),
      NextToken: page.paging.NextToken,
    };
  },
});

function matching(
  db: Db,
  accountId: string,
  region: string,
  input: z.infer<ReturnType<typeof parameters>>,
) {
  let select = db
    .selectFrom('ipv6_gateway')
    .where('ipv6_gateway.account_id', '=', accountId)
    .where('ipv6_gateway.region', '=', region);
  if (input.Ipv6GatewayIds) select = select.where('ipv6_gateway.id', 'in', input.Ipv6GatewayIds);
  if (input.VpcIds) select = select.where('ipv6_gateway.vpc_id', 'in', input.VpcIds);
  if (input.Name !== undefined) select = select.where('ipv6_gateway.name', '=', input.Name);
  if (input.ProjectName !== undefined) {
    select = select.where('ipv6_gateway.project_name', '=', input.ProjectName);
  }
  if (input.TagFilters) {
    const filters = input.TagFilters;
    select = select.where((where) => tagged(where, 'ipv6_gateway.id', filters));
  }
  return select;
}
