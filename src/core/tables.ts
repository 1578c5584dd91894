import type { ResourceTable, Tables } from '#store/schema.ts';
import { RESOURCE_TABLES, RESOURCES } from './resources.ts';

/** Every other table, and the module below src that alone writes it. */
export const OTHER_TABLES = {
  vpc_ipv4_block: 'services/vpc/vpc',
  vpc_ipv6_block: 'services/vpc/vpc',
  address: 'services/vpc/subnet',
  security_group_rule: 'services/vpc/security-group',
  network_interface_security_group: 'services/vpc/network-interface',
  interface_tally: 'services/vpc/network-interface',
  prefix_list_entry: 'services/vpc/prefix-list',
  ip_address_pool_block: 'services/vpc/ip-address-pool',
  route_table_subnet: 'services/vpc/route-table',
  network_acl_entry: 'services/vpc/network-acl',
  network_acl_subnet: 'services/vpc/network-acl',
  ha_vip_member: 'services/vpc/ha-vip',
  instance_group_member: 'services/vpc/instance-group',
  ipam_pool_cidr: 'services/vpc/ipam-pool',
  ipam_resource_cidr: 'services/vpc/ipam-resource-cidr',
  ipam_organization: 'services/vpc/ipam-organization',
  snat_entry_eip: 'services/natgateway/snat-entry',
  instance_iam_role: 'services/ecs/instance-iam-role',
  invocation_result: 'services/ecs/invocation',
  backend_server: 'services/clb/server-group',
  listener_acl: 'services/clb/listener',
  acl_entry: 'services/clb/acl',
  health_check_log_project: 'services/clb/health-check-log-project',
  image_share: 'services/ecs/image',
  image_task: 'services/ecs/image',
  launch_template_version: 'services/ecs/launch-template',
  deployment_set_member: 'services/ecs/deployment-set',
  tag: 'services/vpc/tag',
  iam_user: 'services/iam/user',
  iam_login_profile: 'services/iam/login-profile',
  iam_access_key: 'services/iam/access-key',
  iam_user_group: 'services/iam/user-group',
  iam_user_group_member: 'services/iam/user-group',
  iam_role: 'services/iam/role',
  iam_policy: 'services/iam/policy',
  iam_attachment: 'services/iam/policy',
  iam_project: 'services/iam/project',
  iam_oidc_provider: 'services/iam/oidc-provider',
  iam_saml_provider: 'services/iam/saml-provider',
  iam_saml_certificate: 'services/iam/saml-provider',
  iam_oauth_provider: 'services/iam/oauth-provider',
  iam_account_setting: 'services/iam/account',
  session_key: 'services/sts/session-key',
  account: 'core',
  failed_task: 'core',
  usage: 'core',
  client_token: 'gateway',
  secret: 'gateway',
  intent: 'reconcile',
  network_revision: 'reconcile',
  plane_host: 'reconcile',
  eip_traffic: 'services/vpc/eip',
  instance_binding: 'services/ecs/instance',
  seed: 'world',
  manual_clock: 'world',
} as const satisfies Readonly<Record<Exclude<keyof Tables, ResourceTable>, string>>;

/** The module below src that alone writes a table. */
export function ownerOfTable(table: keyof Tables): string {
  return table in RESOURCES
    ? `services/${RESOURCES[table as ResourceTable].owner}`
    : OTHER_TABLES[table as keyof typeof OTHER_TABLES];
}

/** Every table of the store. */
export const TABLES = [
  ...RESOURCE_TABLES,
  ...Object.keys(OTHER_TABLES),
] as readonly (keyof Tables)[];

/**
 * Whether a reset empties a table. Secrets stay, because other processes hold them in memory and
 * would go on using them, and so does the host that carries the data plane.
 */
export const isEmptied = (table: keyof Tables): boolean =>
  table !== 'secret' && table !== 'plane_host';
