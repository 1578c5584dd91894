import { findAccount, madeAccounts } from '#core/account.ts';
import { RESOURCE_TABLES } from '#core/resources.ts';
import { dynamic } from '#store/dynamic.ts';
import type { Tables } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { NoSuchAccount } from './accounts.ts';
import { saidResources } from './export-resources.ts';
import { resourceRows } from './export-rows.ts';
import { ExportScope } from './export-scope.ts';
import { type Said, saidWorld } from './export-world.ts';
import type { World } from './world.ts';

/** What is there, as a world file says it, and in words what a world file cannot say. */
export interface WorldExport {
  readonly world: Said;
  readonly unsaid: readonly string[];
}

/**
 * What the export does with the rows of each table: says them, lists what a world file cannot say of
 * them, or knows them for what no world file is about.
 */
const EXPORTED: Readonly<Record<keyof Tables, 'said' | 'unsaid' | 'inside'>> = {
  vpc: 'said',
  subnet: 'said',
  security_group: 'said',
  network_interface: 'said',
  instance: 'said',
  volume: 'said',
  eip: 'said',
  ipv6_gateway: 'said',
  route_table: 'said',
  route_entry: 'said',
  ha_vip: 'unsaid',
  prefix_list: 'unsaid',
  network_acl: 'unsaid',
  ipv6_address_bandwidth: 'unsaid',
  ipv6_egress_only_rule: 'unsaid',
  instance_group: 'unsaid',
  bandwidth_package: 'unsaid',
  ipv4_gateway: 'unsaid',
  ip_address_pool: 'unsaid',
  flow_log: 'unsaid',
  ipam: 'unsaid',
  ipam_scope: 'unsaid',
  ipam_pool: 'unsaid',
  ipam_pool_allocation: 'unsaid',
  ipam_resource_discovery: 'unsaid',
  ipam_resource_discovery_association: 'unsaid',
  traffic_mirror_filter: 'unsaid',
  traffic_mirror_filter_rule: 'unsaid',
  traffic_mirror_target: 'unsaid',
  traffic_mirror_session: 'unsaid',
  key_pair: 'unsaid',
  image: 'unsaid',
  launch_template: 'unsaid',
  deployment_set: 'unsaid',
  hpc_cluster: 'unsaid',
  subscription: 'unsaid',
  load_balancer: 'unsaid',
  listener: 'unsaid',
  rule: 'unsaid',
  server_group: 'unsaid',
  acl: 'unsaid',
  certificate: 'unsaid',
  command: 'unsaid',
  invocation: 'unsaid',
  snapshot: 'unsaid',
  snapshot_group: 'unsaid',
  auto_snapshot_policy: 'unsaid',
  scheduled_instance: 'unsaid',
  nat_gateway: 'unsaid',
  snat_entry: 'unsaid',
  dnat_entry: 'unsaid',
  nat_ip: 'unsaid',
  // By the resources that they belong to.
  snat_entry_eip: 'unsaid',
  vpc_ipv4_block: 'unsaid',
  vpc_ipv6_block: 'unsaid',
  address: 'said',
  security_group_rule: 'unsaid',
  network_interface_security_group: 'said',
  prefix_list_entry: 'unsaid',
  ip_address_pool_block: 'unsaid',
  route_table_subnet: 'said',
  network_acl_entry: 'unsaid',
  network_acl_subnet: 'unsaid',
  ha_vip_member: 'unsaid',
  instance_group_member: 'unsaid',
  ipam_pool_cidr: 'unsaid',
  ipam_resource_cidr: 'unsaid',
  ipam_organization: 'inside',
  instance_iam_role: 'unsaid',
  invocation_result: 'unsaid',
  backend_server: 'unsaid',
  listener_acl: 'unsaid',
  health_check_log_project: 'unsaid',
  acl_entry: 'unsaid',
  image_share: 'unsaid',
  image_task: 'unsaid',
  launch_template_version: 'unsaid',
  deployment_set_member: 'unsaid',
  eip_traffic: 'unsaid',
  instance_binding: 'unsaid',
  iam_user: 'unsaid',
  iam_login_profile: 'unsaid',
  iam_access_key: 'unsaid',
  iam_user_group: 'unsaid',
  iam_user_group_member: 'unsaid',
  iam_role: 'unsaid',
  iam_policy: 'unsaid',
  iam_attachment: 'unsaid',
  iam_project: 'unsaid',
  iam_oidc_provider: 'unsaid',
  iam_saml_provider: 'unsaid',
  iam_saml_certificate: 'unsaid',
  iam_oauth_provider: 'unsaid',
  iam_account_setting: 'unsaid',
  tag: 'said',
  account: 'said',
  // Counters, what is on its way, what was answered: it begins anew.
  interface_tally: 'inside',
  session_key: 'inside',
  failed_task: 'inside',
  usage: 'inside',
  client_token: 'inside',
  secret: 'inside',
  intent: 'inside',
  network_revision: 'inside',
  plane_host: 'inside',
  seed: 'inside',
  manual_clock: 'inside',
};

/** What iam has made and calls by a name. What hangs on it goes without a line. */
const NAMED_TABLES = [
  'iam_user',
  'iam_user_group',
  'iam_role',
  'iam_policy',
  'iam_project',
] as const satisfies readonly (keyof Tables)[];

const namedRows = (
  tx: Reader,
  table: (typeof NAMED_TABLES)[number],
  accountId: string | undefined,
): Promise<{ name: string }[]> =>
  tx.select((db) =>
    dynamic(db)
      .selectFrom(table as string)
      .select('name')
      .$if(accountId !== undefined, (rows) => rows.where('account_id', '=', accountId))
      .orderBy('name'),
  );

/** @throws NoSuchAccount */
export async function exportWorld(
  tx: Reader,
  world: World,
  accountId: string | undefined,
): Promise<WorldExport> {
  if (accountId !== undefined && (await findAccount(tx, world, accountId)) === undefined) {
    throw new NoSuchAccount(accountId);
  }
  const meant = ({ id }: { readonly id: string }) => accountId === undefined || id === accountId;
  const scope = await ExportScope.of(tx, world, accountId);
  const lists = await saidResources(scope);
  for (const table of RESOURCE_TABLES.filter((each) => EXPORTED[each] === 'unsaid')) {
    for (const { id } of await resourceRows(tx, table, accountId)) {
      scope.note(id, `a world file knows no ${table.replaceAll('_', ' ')}`);
    }
  }
  for (const table of NAMED_TABLES) {
    for (const { name } of await namedRows(tx, table, accountId)) {
      scope.note(name, `a world file knows no ${table.replaceAll('_', ' ')}`);
    }
  }
  const made = (await madeAccounts(tx)).filter(meant);
  const accounts = world.accounts.filter(meant);
  const [first] = accounts;
  return {
    world: {
      ...(first && { defaultAccountId: first.id }),
      ...saidWorld(world, accounts, made, scope.instanceTypes),
      ...lists,
    },
    unsaid: scope.unsaid,
  };
}
