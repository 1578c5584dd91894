import * as z from 'zod';
import { readAction } from '#core/action.ts';
import { ownKey } from '#core/context.ts';
import { id } from '#core/parameters.ts';
import { refuse } from '#core/refusal.ts';
import type { Db } from '#store/schema.ts';
import { vpcRefusals } from '../refusals.ts';
import { blockText } from '../subnet/range.ts';
import { ownSecurityGroup } from './rows.ts';
import { securityGroupAttributesResult, viewWithRules } from './view.ts';

const parameters = () =>
  z.object({
    SecurityGroupId: id(),
    Direction: z.enum(['egress', 'ingress']).optional(),
    Protocol: z.enum(['tcp', 'udp', 'icmp', 'icmpv6', 'gre', 'all']).optional(),
    CidrIp: z.string().max(64).optional(),
    SourceGroupId: id().optional(),
    PrefixListId: id().optional(),
  });

/** Shows one security group with those of its rules that meet every condition. */
export const describeSecurityGroupAttributes = readAction({
  name: 'DescribeSecurityGroupAttributes',
  summary: 'show one security group and its rules',
  parameters,
  result: securityGroupAttributesResult,
  refusals: [vpcRefusals.SecurityGroupNotFound],

  async view(tx, input, context) {
    const key = ownKey(context, input.SecurityGroupId);
    const row = await tx.first(ownSecurityGroup, key);
    if (row === undefined) refuse(vpcRefusals.SecurityGroupNotFound);
    const rules = await tx.select((db) => matching(db, input));
    return viewWithRules(tx, row, rules);
  },
});

function matching(db: Db, input: z.infer<ReturnType<typeof parameters>>) {
  let select = db
    .selectFrom('security_group_rule')
    .selectAll()
    .where('security_group_id', '=', input.SecurityGroupId)
    .orderBy('id');
  if (input.Direction !== undefined) select = select.where('direction', '=', input.Direction);
  if (input.Protocol !== undefined) select = select.where('protocol', '=', input.Protocol);
  // Only the first of the three that is given takes effect. Source: docs 6401/70752.
  if (input.CidrIp !== undefined) {
    select = select.where('cidr_ip', '=', blockText(input.CidrIp) ?? input.CidrIp);
  } else if (input.SourceGroupId !== undefined) {
    select = select.where('source_group_id', '=', input.SourceGroupId);
  } else if (input.PrefixListId !== undefined) {
    select = select.where('prefix_list_id', '=', input.PrefixListId);
  }
  return select;
}
