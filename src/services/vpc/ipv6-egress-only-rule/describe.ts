import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { pageOf, pagingOf, pagingParameters } from '#core/paging.ts';
import { id, list } from '#core/parameters.ts';
import type { Ipv6EgressOnlyRuleRow } from '#store/schema/ipv6-gateway.ts';
import type { Db } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import { ipv6Text } from '../subnet/range.ts';

// The SDK has only NextToken and MaxResults; the page has PageNumber and PageSize too.
const parameters = () =>
  z.object({
    Ipv6GatewayId: id(),
    Ipv6EgressOnlyRuleIds: list(id(), 100).optional(),
    InstanceId: id().optional(),
    Ipv6Address: z.string().max(64).optional(),
    Name: z.string().max(128).optional(),
    ...pagingParameters(),
  });

/** Source: the SDK's types. */
const ruleResult = () =>
  z.object({
    Ipv6EgressOnlyRuleId: z.string(),
    InstanceId: z.string(),
    Name: z.string(),
    Description: z.string(),
    Status: z.string(),
  });

/** Lists the egress-only rules of an IPv6 gateway; nothing found is an empty list. */
export const describeIpv6EgressOnlyRules = readAction({
  name: 'DescribeIpv6EgressOnlyRules',
  summary: 'list the egress-only rules of an IPv6 gateway',
  parameters,
  result: () => z.object({ Ipv6EgressRules: z.array(ruleResult()), NextToken: z.string() }),
  refusals: [vpcRefusals.NextTokenMalformed],

  async view(tx, input, { accountId, region }) {
    const paging = pagingOf(input);
    const page = await pageOf<Ipv6EgressOnlyRuleRow>(tx, 'ipv6_egress_only_rule', paging, (db) =>
      matching(db, accountId, region.id, input),
    );
    return {
      Ipv6EgressRules: page.rows.map((row) => ({
        Ipv6EgressOnlyRuleId: row.id,
        InstanceId: row.ipv6_address_bandwidth_id,
        Name: row.name,
        Description: row.description,
        Status: row.status,
      })),
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
    .selectFrom('ipv6_egress_only_rule')
    .where('ipv6_egress_only_rule.ipv6_gateway_id', '=', input.Ipv6GatewayId)
    .where('ipv6_egress_only_rule.account_id', '=', accountId)
    .where('ipv6_egress_only_rule.region', '=', region);
  if (input.Ipv6EgressOnlyRuleIds) {
    select = select.where('ipv6_egress_only_rule.id', 'in', input.Ipv6EgressOnlyRuleIds);
  }
  if (input.Name !== undefined)
    select = select.where('ipv6_egress_only_rule.name', '=', input.Name);
  if (input.InstanceId !== undefined) {
    select = select.where('ipv6_address_bandwidth_id', '=', input.InstanceId);
  }
  if (input.Ipv6Address !== undefined) {
    const address = ipv6Text(input.Ipv6Address) ?? input.Ipv6Address;
    select = select.where((where) =>
      where.exists(
        where
          .selectFrom('ipv6_address_bandwidth')
          .select('ipv6_address_bandwidth.id')
          .whereRef(
            'ipv6_address_bandwidth.id',
            '=',
            'ipv6_egress_only_rule.ipv6_address_bandwidth_id',
          )
          .where('ipv6_address_bandwidth.ipv6_address', '=', address),
      ),
    );
  }
  return select;
}
