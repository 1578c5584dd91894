import type { Tables } from '#store/schema.ts';

/**
 * What of each table decides what packets meet. A new or a deleted row counts always, a changed one
 * only by these columns; `never` where no row matters to a packet. A transaction that writes such a
 * row says which network it touches, or that it touches none: `Writer.touch`.
 */
export const PACKET_COLUMNS: Readonly<Record<keyof Tables, readonly string[] | 'never'>> = {
  vpc: ['cidr_block', 'route_table_id'],
  vpc_ipv4_block: ['kind', 'cidr_block'],
  vpc_ipv6_block: ['cidr_block'],
  subnet: ['vpc_id', 'cidr_block', 'ipv6_cidr_block'],
  network_interface: [
    'vpc_id',
    'subnet_id',
    'status',
    'type',
    'mac_address',
    'instance_id',
    'primary_ip_address',
  ],
  network_interface_security_group: ['security_group_id'],
  address: ['address', 'network_interface_id', 'ha_vip_id', 'position'],
  security_group: [],
  security_group_rule: [
    'direction',
    'protocol',
    'port_start',
    'port_end',
    'cidr_ip',
    'source_group_id',
    'prefix_list_id',
    'policy',
    'priority',
  ],
  prefix_list: [],
  prefix_list_entry: ['cidr'],
  network_acl: ['stateful'],
  network_acl_entry: ['direction', 'priority', 'policy', 'protocol', 'port', 'cidr_ip'],
  network_acl_subnet: ['network_acl_id'],
  route_table: [],
  route_table_subnet: ['route_table_id'],
  route_entry: ['route_table_id', 'destination', 'next_hop_type', 'next_hop_id'],
  eip: [
    'status',
    'ip_address',
    'bandwidth',
    'instance_type',
    'instance_id',
    'network_interface_id',
    'private_ip_address',
    'upgraded_bandwidth',
    'upgrade_ends_at',
  ],
  ha_vip: ['status', 'ip_address', 'holder_id'],
  ha_vip_member: ['instance_id', 'position'],
  ipv6_gateway: ['status'],
  ipv6_address_bandwidth: ['bandwidth', 'ipv6_address'],
  ipv6_egress_only_rule: ['status'],
  // Its transitions bring it to the data plane, as a place and not as a part of a network.
  instance: 'never',
  instance_binding: 'never',
  interface_tally: 'never',
  key_pair: 'never',
  scheduled_instance: 'never',
  session_key: 'never',
  tag: 'never',
  failed_task: 'never',
  usage: 'never',
  client_token: 'never',
  secret: 'never',
  intent: 'never',
  seed: 'never',
  manual_clock: 'never',
  network_revision: 'never',
  plane_host: 'never',
  instance_iam_role: 'never',
  account: 'never',
};

/** The tables by whose rows a network is named: a row belongs to one, or is used by several. */
export type TouchedTable =
  | 'vpc'
  | 'subnet'
  | 'network_interface'
  | 'instance'
  | 'security_group'
  | 'prefix_list'
  | 'network_acl'
  | 'route_table'
  | 'route_entry'
  | 'eip'
  | 'ha_vip'
  | 'ipv6_gateway'
  | 'ipv6_address_bandwidth';

/**
 * A row by which a transaction has changed what packets meet. `carried` says that a transition
 * which the same transaction schedules applies the network.
 */
export interface Touch {
  readonly table: TouchedTable;
  readonly id: string;
  readonly carried: boolean;
}
