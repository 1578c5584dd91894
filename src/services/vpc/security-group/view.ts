import * as z from 'zod';
import { beijing } from '#platform/time.ts';
import type { SecurityGroupRow, SecurityGroupRuleRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { membersOfGroups } from '../network-interface/counts.ts';
import { blocksOfLists } from '../prefix-list/rows.ts';
import { tagResult } from '../tag/parameters.ts';
import { tagsOf } from '../tag/rows.ts';

const common = () => ({
  SecurityGroupId: z.string(),
  SecurityGroupName: z.string(),
  Description: z.string(),
  AccountId: z.string(),
  ProjectName: z.string(),
  VpcId: z.string(),
  Status: z.string(),
  Type: z.string(),
  ServiceManaged: z.boolean(),
  Tags: z.array(tagResult()),
  CreationTime: z.string(),
});

/** A group as DescribeSecurityGroups lists it. Source: docs 6401/70753 and the SDK's types. */
export const securityGroupResult = () =>
  z.object({
    ...common(),
    UsedNetworkInterfaceCount: z.int(),
    AvailableNetworkInterfaceCount: z.int(),
    UsedIpCount: z.int(),
    AvailableIpCount: z.int(),
  });

const permissionResult = () =>
  z.object({
    SecurityGroupRuleId: z.string(),
    Direction: z.string(),
    Protocol: z.string(),
    PortStart: z.int(),
    PortEnd: z.int(),
    CidrIp: z.string(),
    SourceGroupId: z.string(),
    PrefixListId: z.string(),
    PrefixListCidrs: z.array(z.string()),
    Policy: z.string(),
    Priority: z.int(),
    Description: z.string(),
    CreationTime: z.string(),
    UpdateTime: z.string(),
  });

/** A group with rules, as DescribeSecurityGroupAttributes shows it. Source: docs 6401/70752. */
export const securityGroupAttributesResult = () =>
  z.object({
    ...common(),
    UpdateTime: z.string(),
    Permissions: z.array(permissionResult()),
  });

/** Ours: a group takes any number of interfaces, but two fields must say how many more it takes. */
const ROOM = 1_000_000;

/** Views of the given rows, in their order, with a fixed number of statements. */
export async function viewSecurityGroups(
  tx: Reader,
  rows: readonly SecurityGroupRow[],
): Promise<z.infer<ReturnType<typeof securityGroupResult>>[]> {
  const ids = rows.map(({ id }) => id);
  const tags = await tagsOf(tx, ids);
  const members = await membersOfGroups(tx, ids);
  return rows.map((row) => {
    const { interfaces, addresses } = members.get(row.id) ?? { interfaces: 0, addresses: 0 };
    return {
      ...viewCommon(row),
      Tags: tags.get(row.id) ?? [],
      UsedNetworkInterfaceCount: interfaces,
      AvailableNetworkInterfaceCount: Math.max(0, ROOM - interfaces),
      UsedIpCount: addresses,
      AvailableIpCount: Math.max(0, ROOM - addresses),
    };
  });
}

/** One group with the given rules. */
export async function viewWithRules(
  tx: Reader,
  row: SecurityGroupRow,
  rules: readonly SecurityGroupRuleRow[],
): Promise<z.infer<ReturnType<typeof securityGroupAttributesResult>>> {
  const tags = await tagsOf(tx, [row.id]);
  const lists = rules.flatMap(({ prefix_list_id }) => prefix_list_id || []);
  const blocks = await blocksOfLists(tx, [...new Set(lists)]);
  return {
    ...viewCommon(row),
    Tags: tags.get(row.id) ?? [],
    UpdateTime: beijing(row.updated_at),
    Permissions: rules.map((rule) => viewRule(rule, blocks.get(rule.prefix_list_id) ?? [])),
  };
}

function viewCommon(row: SecurityGroupRow) {
  return {
    SecurityGroupId: row.id,
    SecurityGroupName: row.name,
    Description: row.description,
    AccountId: row.account_id,
    ProjectName: row.project_name,
    VpcId: row.vpc_id,
    Status: row.status,
    Type: row.type,
    ServiceManaged: row.service_managed === 1,
    CreationTime: beijing(row.created_at),
  };
}

function viewRule(
  rule: SecurityGroupRuleRow,
  blocks: string[],
): z.infer<ReturnType<typeof permissionResult>> {
  return {
    SecurityGroupRuleId: rule.id,
    Direction: rule.direction,
    Protocol: rule.protocol,
    PortStart: rule.port_start,
    PortEnd: rule.port_end,
    CidrIp: rule.cidr_ip,
    SourceGroupId: rule.source_group_id,
    PrefixListId: rule.prefix_list_id,
    PrefixListCidrs: blocks,
    Policy: rule.policy,
    Priority: rule.priority,
    Description: rule.description,
    CreationTime: beijing(rule.created_at),
    UpdateTime: beijing(rule.updated_at),
  };
}
