import type { Peer, Protocol, SecurityGroup, SecurityRule } from '#core/network.ts';
import { query } from '#store/query.ts';
import type { SecurityGroupRuleRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { blocksOfLists } from '../prefix-list/rows.ts';

/** The security groups among `used`, and those that are peers of their rules, with all rules. */
export async function securityGroupsOfNetwork(
  tx: Reader,
  vpcId: string,
  used: ReadonlySet<string>,
): Promise<SecurityGroup[]> {
  const rows = await tx.all(rulesOfVpc, { vpcId });
  const inUse = rows.filter(({ security_group_id }) => used.has(security_group_id));
  const lists = [...new Set(inUse.map(({ prefix_list_id }) => prefix_list_id))].filter(Boolean);
  const blocks = await blocksOfLists(tx, lists.sort());
  const peers = inUse.map(({ source_group_id }) => source_group_id).filter(Boolean);
  const ids = [...new Set([...used, ...peers])].sort();
  return ids.map((id) => {
    const of = (direction: SecurityGroupRuleRow['direction']) =>
      inUse
        .filter((row) => row.security_group_id === id && row.direction === direction)
        .map((row) => ruleOf(row, blocks));
    return { id, ingress: of('ingress'), egress: of('egress') };
  });
}

function ruleOf(
  row: SecurityGroupRuleRow,
  blocks: ReadonlyMap<string, readonly string[]>,
): SecurityRule {
  return {
    accept: row.policy === 'accept',
    priority: row.priority,
    protocol: row.protocol as Protocol,
    ...(row.port_start > 0 && { ports: [row.port_start, row.port_end] as const }),
    peer: peerOf(row, blocks),
  };
}

function peerOf(
  { cidr_ip, source_group_id, prefix_list_id }: SecurityGroupRuleRow,
  blocks: ReadonlyMap<string, readonly string[]>,
): Peer {
  if (cidr_ip !== '') return { blocks: [cidr_ip] };
  if (source_group_id !== '') return { securityGroupId: source_group_id };
  return { blocks: blocks.get(prefix_list_id) ?? [] };
}

const rulesOfVpc = query((db, p: { vpcId: string }) =>
  db
    .selectFrom('security_group')
    .innerJoin('security_group_rule as rule', 'rule.security_group_id', 'security_group.id')
    .selectAll('rule')
    .where('security_group.vpc_id', '=', p.vpcId)
    .orderBy('rule.priority')
    .orderBy('rule.id'),
);
