import { dynamic } from '#store/dynamic.ts';
import type { ResourceTable, Tables } from '#store/schema.ts';
import type { Reader, Writer } from '#store/store.ts';
import { RESOURCE_TABLES } from './resources.ts';
import type { OTHER_TABLES } from './tables.ts';

/**
 * How the rows that an account has are found in a table: by their own `account_id`, or by a row of
 * a resource of the account, whose id stands in a column. Or why an account has none there.
 */
export type AccountRows = 'account_id' | readonly RowsOfResource[] | { readonly none: string };

interface RowsOfResource {
  readonly of: ResourceTable;
  readonly column: string;
}

/** All tables but those of resources, which have an `account_id`. */
const OTHERS: Readonly<Record<keyof typeof OTHER_TABLES, AccountRows>> = {
  vpc_ipv4_block: [{ of: 'vpc', column: 'vpc_id' }],
  vpc_ipv6_block: [{ of: 'vpc', column: 'vpc_id' }],
  // A world file may put an instance of one account into the subnet of another.
  address: [
    { of: 'network_interface', column: 'network_interface_id' },
    { of: 'ha_vip', column: 'ha_vip_id' },
  ],
  security_group_rule: [{ of: 'security_group', column: 'security_group_id' }],
  network_interface_security_group: [{ of: 'network_interface', column: 'network_interface_id' }],
  interface_tally: 'account_id',
  prefix_list_entry: [{ of: 'prefix_list', column: 'prefix_list_id' }],
  ip_address_pool_block: [{ of: 'ip_address_pool', column: 'ip_address_pool_id' }],
  route_table_subnet: [{ of: 'route_table', column: 'route_table_id' }],
  network_acl_entry: [{ of: 'network_acl', column: 'network_acl_id' }],
  network_acl_subnet: [{ of: 'network_acl', column: 'network_acl_id' }],
  ipam_pool_cidr: [{ of: 'ipam_pool', column: 'ipam_pool_id' }],
  ipam_resource_cidr: [{ of: 'ipam', column: 'ipam_id' }],
  ipam_organization: 'account_id',
  instance_group_member: [{ of: 'instance_group', column: 'instance_group_id' }],
  ha_vip_member: [{ of: 'ha_vip', column: 'ha_vip_id' }],
  snat_entry_eip: [{ of: 'snat_entry', column: 'snat_entry_id' }],
  instance_iam_role: 'account_id',
  backend_server: [{ of: 'server_group', column: 'server_group_id' }],
  listener_acl: [{ of: 'listener', column: 'listener_id' }],
  health_check_log_project: 'account_id',
  acl_entry: [{ of: 'acl', column: 'acl_id' }],
  invocation_result: [{ of: 'invocation', column: 'invocation_id' }],
  image_share: [{ of: 'image', column: 'image_id' }],
  image_task: 'account_id',
  launch_template_version: [{ of: 'launch_template', column: 'launch_template_id' }],
  deployment_set_member: [{ of: 'deployment_set', column: 'deployment_set_id' }],
  eip_traffic: [{ of: 'eip', column: 'eip_id' }],
  instance_binding: [{ of: 'instance', column: 'id' }],
  tag: 'account_id',
  iam_user: 'account_id',
  iam_login_profile: 'account_id',
  iam_access_key: 'account_id',
  iam_user_group: 'account_id',
  iam_user_group_member: 'account_id',
  iam_role: 'account_id',
  iam_policy: 'account_id',
  iam_attachment: 'account_id',
  iam_project: 'account_id',
  iam_oidc_provider: 'account_id',
  iam_saml_provider: 'account_id',
  iam_saml_certificate: 'account_id',
  iam_oauth_provider: 'account_id',
  iam_account_setting: 'account_id',
  session_key: 'account_id',
  account: { none: 'it is the account itself, which outlives its reset' },
  failed_task: 'account_id',
  usage: 'account_id',
  client_token: 'account_id',
  intent: 'account_id',
  secret: { none: 'all accounts share them' },
  network_revision: { none: 'it goes when the data plane has removed the network' },
  plane_host: { none: 'all accounts share it' },
  seed: { none: 'ids of the world file, which knows whose they are' },
  manual_clock: { none: 'all accounts share it' },
};

/** How the rows of an account are found in each table. */
export const ACCOUNT_ROWS: Readonly<Record<keyof Tables, AccountRows>> = {
  ...(Object.fromEntries(RESOURCE_TABLES.map((table) => [table, 'account_id'])) as Record<
    ResourceTable,
    AccountRows
  >),
  ...OTHERS,
};

const ALL = Object.entries(ACCOUNT_ROWS) as [keyof Tables, AccountRows][];
const BY_ACCOUNT = ALL.flatMap(([table, rows]) => (rows === 'account_id' ? [table] : []));
const OF_RESOURCES = ALL.flatMap(([table, rows]) =>
  Array.isArray(rows)
    ? (rows as readonly RowsOfResource[]).map((each) => ({ table, ...each }))
    : [],
);
/** The tables of resources of which something hangs elsewhere. */
const PARENTS = [...new Set(OF_RESOURCES.map(({ of }) => of))];

/** How many resources are looked at together. */
const AT_ONCE = 500;

/** Ids of resources by their table: of those of which something hangs elsewhere. */
export type IdsByTable = ReadonlyMap<ResourceTable, readonly string[]>;

/**
 * Removes everything that an account has, whatever its status: resources and what hangs on them,
 * counters, ClientTokens, temporary keys, intents, failed tasks. No row of another account changes.
 * The networks are touched, so that a data plane removes them.
 */
export async function removeAccountRows(tx: Writer, accountId: string): Promise<IdsByTable> {
  const removed = new Map<ResourceTable, string[]>();
  for (const parent of PARENTS) {
    const children = OF_RESOURCES.filter(({ of }) => of === parent);
    const all: string[] = [];
    removed.set(parent, all);
    for await (const ids of idsOf(tx, parent, accountId)) {
      for (const { table, column } of children) await tx.removeMany(table, column, ids);
      if (parent === 'vpc') for (const id of ids) tx.touch('vpc', id);
      all.push(...ids);
    }
  }
  for (const table of BY_ACCOUNT) await tx.removeMany(table, 'account_id', [accountId]);
  return removed;
}

/** The ids of what an account has in some tables. */
export async function accountIds(
  tx: Reader,
  accountId: string,
  tables: readonly ResourceTable[],
): Promise<IdsByTable> {
  const found = new Map<ResourceTable, string[]>();
  for (const table of tables) {
    const all: string[] = [];
    found.set(table, all);
    for await (const ids of idsOf(tx, table, accountId)) all.push(...ids);
  }
  return found;
}

/** The ids of the resources that an account has in a table, some at a time. */
async function* idsOf(tx: Reader, table: ResourceTable, accountId: string) {
  let last = { region: '', id: '' };
  for (;;) {
    const rows: (typeof last)[] = await tx.select((db) =>
      dynamic(db)
        .selectFrom(table)
        .select(['region', 'id'])
        .where('account_id', '=', accountId)
        .where((row) => row(row.refTuple('region', 'id'), '>', row.tuple(last.region, last.id)))
        .orderBy('region')
        .orderBy('id')
        .limit(AT_ONCE),
    );
    if (rows.length > 0) yield rows.map(({ id }) => id);
    last = rows.at(-1) ?? last;
    if (rows.length < AT_ONCE) return;
  }
}
