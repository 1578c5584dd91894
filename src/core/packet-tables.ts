import type { Tables } from '#store/schema.ts';

/**
 * What of each table decides what packets meet. A new or a deleted row counts always, a changed one
 * only by these columns; `never` where no row matters to a packet. A transaction that writes such a
 * row says which network it touches, or that it touches none: `Writer.touch`.
 */
export const PACKET_COLUMNS: Readonly<Record<keyof Tables, readonly string[] | 'never'>> = {
  vpc: ['cidr_block', 'route_table_id', 'ipv4_private'],
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
    'tcp_established_timeout',
    'tcp_closing_timeout',
    'udp_timeout',
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
    'bandwidth_package_id',
    'independent_bandwidth',
  ],
  bandwidth_package: ['bandwidth'],
  ipv4_gateway: ['vpc_id', 'enabled'],
  ha_vip: ['status', 'ip_address', 'holder_id'],
  ha_vip_member: ['instance_id', 'position'],
  // A group matters by its members alone.
  instance_group: 'never',
  instance_group_member: ['instance_id', 'position'],
  nat_gateway: [],
  snat_entry: ['status', 'source_cidr', 'nat_ip_id'],
  snat_entry_eip: ['eip_id'],
  dnat_entry: [
    'status',
    'external_ip',
    'external_port',
    'internal_ip',
    'internal_port',
    'protocol',
    'port_type',
  ],
  nat_ip: 'never',
  ipv6_gateway: ['status'],
  ipv6_address_bandwidth: [
    'bandwidth',
    'ipv6_address',
    'bandwidth_package_id',
    'independent_bandwidth',
  ],
  ipv6_egress_only_rule: ['status'],
  // Its transitions bring it to the data plane, as a place and not as a part of a network.
  instance: 'never',
  ip_address_pool: 'never',
  ip_address_pool_block: 'never',
  eip_traffic: 'never',
  instance_binding: 'never',
  interface_tally: 'never',
  flow_log: 'never',
  ipam: 'never',
  ipam_scope: 'never',
  ipam_pool: 'never',
  ipam_pool_allocation: 'never',
  ipam_resource_discovery: 'never',
  ipam_resource_discovery_association: 'never',
  ipam_pool_cidr: 'never',
  ipam_resource_cidr: 'never',
  ipam_organization: 'never',
  traffic_mirror_filter: 'never',
  traffic_mirror_filter_rule: 'never',
  traffic_mirror_target: 'never',
  traffic_mirror_session: 'never',
  key_pair: 'never',
  image: 'never',
  image_share: 'never',
  image_task: 'never',
  launch_template: 'never',
  launch_template_version: 'never',
  deployment_set: 'never',
  deployment_set_member: 'never',
  hpc_cluster: 'never',
  subscription: 'never',
  load_balancer: 'never',
  listener: 'never',
  listener_acl: 'never',
  rule: 'never',
  server_group: 'never',
  backend_server: 'never',
  acl: 'never',
  health_check_log_project: 'never',
  acl_entry: 'never',
  certificate: 'never',
  command: 'never',
  invocation: 'never',
  invocation_result: 'never',
  volume: 'never',
  snapshot: 'never',
  snapshot_group: 'never',
  auto_snapshot_policy: 'never',
  scheduled_instance: 'never',
  iam_user: 'never',
  iam_login_profile: 'never',
  iam_access_key: 'never',
  iam_user_group: 'never',
  iam_user_group_member: 'never',
  iam_role: 'never',
  iam_policy: 'never',
  iam_attachment: 'never',
  iam_project: 'never',
  iam_oidc_provider: 'never',
  iam_saml_provider: 'never',
  iam_saml_certificate: 'never',
  iam_oauth_provider: 'never',
  iam_account_setting: 'never',
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
  | 'bandwidth_package'
  | 'ha_vip'
  | 'nat_gateway'
  | 'snat_entry'
  | 'dnat_entry'
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
