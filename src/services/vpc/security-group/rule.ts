import type { SecurityGroupRuleRow } from '#store/schema.ts';
import { blockText } from '../subnet/range.ts';

export type Direction = SecurityGroupRuleRow['direction'];

/** The traffic and the peer of a rule. */
export type RuleTraffic = Pick<
  SecurityGroupRuleRow,
  | 'direction'
  | 'protocol'
  | 'port_start'
  | 'port_end'
  | 'cidr_ip'
  | 'source_group_id'
  | 'prefix_list_id'
>;

/** What a request says about a rule's traffic and peer. */
export interface Asked {
  readonly Protocol: string;
  readonly PortStart: number;
  readonly PortEnd: number;
  readonly CidrIp?: string | undefined;
  readonly SourceGroupId?: string | undefined;
  readonly PrefixListId?: string | undefined;
}

/**
 * The traffic that a request names. Only the first of the three peers that is given takes effect;
 * Terraform sends two, one of them empty. Source: the explorer's parameter descriptions.
 */
export function trafficOf(direction: Direction, asked: Asked): RuleTraffic {
  const { CidrIp, SourceGroupId, PrefixListId } = asked;
  const block = CidrIp === undefined ? '' : (blockText(CidrIp) ?? '');
  const group = block === '' ? (SourceGroupId ?? '') : '';
  return {
    direction,
    protocol: asked.Protocol,
    port_start: asked.PortStart,
    port_end: asked.PortEnd,
    cidr_ip: block,
    source_group_id: group,
    prefix_list_id: block === '' && group === '' ? (PrefixListId ?? '') : '',
  };
}

const WITH_PORTS = ['tcp', 'udp'];
const LAST_PORT = 65_535;

/** Whether the ports fit the protocol: 1 to 65535 for tcp and udp, and -1 for the others. */
export function portsFit({ protocol, port_start, port_end }: RuleTraffic): boolean {
  if (!WITH_PORTS.includes(protocol)) return port_start === -1 && port_end === -1;
  return port_start >= 1 && port_start <= port_end && port_end <= LAST_PORT;
}
