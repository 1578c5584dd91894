import { findAccount, madeAccounts } from '#core/account.ts';
import { type OTHER_TABLES, RESOURCE_TABLES } from '#core/resources.ts';
import type { ResourceTable, Tables } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { NoSuchAccount } from './accounts.ts';
import { ResourceExport } from './export-resources.ts';
import { resourceRows } from './export-rows.ts';
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
export const EXPORTED: Readonly<Record<keyof Tables, 'said' | 'unsaid' | 'inside'>> = {
  ...(Object.fromEntries(RESOURCE_TABLES.map((table) => [table, 'said'])) as Record<
    ResourceTable,
    'said'
  >),
  ha_vip: 'unsaid',
  prefix_list: 'unsaid',
  network_acl: 'unsaid',
  ipv6_address_bandwidth: 'unsaid',
  ipv6_egress_only_rule: 'unsaid',
  key_pair: 'unsaid',
  scheduled_instance: 'unsaid',
  ...({
    // By the resources that they belong to.
    vpc_ipv4_block: 'unsaid',
    vpc_ipv6_block: 'unsaid',
    address: 'said',
    security_group_rule: 'unsaid',
    network_interface_security_group: 'said',
    prefix_list_entry: 'unsaid',
    route_table_subnet: 'said',
    network_acl_entry: 'unsaid',
    network_acl_subnet: 'unsaid',
    ha_vip_member: 'unsaid',
    instance_iam_role: 'unsaid',
    instance_binding: 'unsaid',
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
  } satisfies Record<keyof typeof OTHER_TABLES, 'said' | 'unsaid' | 'inside'>),
};

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
  const resources = new ResourceExport(tx, world, accountId);
  const lists = await resources.lists();
  for (const table of RESOURCE_TABLES.filter((each) => EXPORTED[each] === 'unsaid')) {
    resources.omit(table, await resourceRows(tx, table, accountId));
  }
  const made = (await madeAccounts(tx)).filter(meant);
  const accounts = world.accounts.filter(meant);
  const [first] = accounts;
  return {
    world: {
      ...(first && { defaultAccountId: first.id }),
      ...saidWorld(world, accounts, made, resources.instanceTypes),
      ...lists,
    },
    unsaid: resources.unsaid,
  };
}
