import type { Reader } from '#store/store.ts';
import type { World } from '#world/world.ts';

/**
 * Each rule is of a group that is there and has one peer: a block, a group of the same VPC, or a
 * list of the same account and region. No group has more rules than its quota.
 */
export async function rules(tx: Reader, world: World): Promise<string[]> {
  const groups = await tx.select((db) => db.selectFrom('security_group').selectAll());
  const lists = await tx.select((db) => db.selectFrom('prefix_list').selectAll());
  const groupOf = new Map(groups.map((row) => [row.id, row]));
  const listOf = new Map(lists.map((row) => [row.id, row]));
  const found: string[] = [];
  const counts = new Map<string, number>();
  for (const rule of await tx.select((db) => db.selectFrom('security_group_rule').selectAll())) {
    const { id, cidr_ip: block, source_group_id: source, prefix_list_id: list } = rule;
    const own = groupOf.get(rule.security_group_id);
    if (own === undefined) {
      found.push(`the rule ${id} is of ${rule.security_group_id}, which is gone`);
      continue;
    }
    const peers = [block, source, list].filter((peer) => peer !== '');
    if (peers.length !== 1) found.push(`the rule ${id} has the peers ${peers.join()}`);
    if (source !== '' && groupOf.get(source)?.vpc_id !== own.vpc_id) {
      found.push(`the rule ${id} refers to ${source}, which is not in its VPC`);
    }
    const named = listOf.get(list);
    if (list !== '' && (named?.account_id !== own.account_id || named.region !== own.region)) {
      found.push(`the rule ${id} refers to ${list}, which its account does not have`);
    }
    if (own.type === 'cidr_only' && block === '') {
      found.push(`the rule ${id} of a cidr_only group refers to ${source || list}`);
    }
    const six = block.includes(':') || named?.ip_version === 'IPv6';
    const versions = source === '' ? [six ? 'IPv6' : 'IPv4'] : ['IPv4', 'IPv6'];
    for (const version of versions) {
      const key = `${own.id} ${rule.direction} ${version}`;
      counts.set(key, (counts.get(key) ?? 0) + (named?.max_entries ?? 1));
    }
  }
  for (const [key, count] of counts) {
    const own = groupOf.get(key.split(' ')[0] ?? '');
    const quota = world.quota(own?.account_id ?? '', 'RulesPerSecurityGroup');
    if (count > quota) found.push(`${key}: ${count} rules of ${quota}`);
  }
  return found;
}

/** A prefix list has at most as many entries as it may, all of its version and in an order. */
export async function prefixLists(tx: Reader): Promise<string[]> {
  const found: string[] = [];
  const rows = await tx.select((db) => db.selectFrom('prefix_list_entry').selectAll());
  const entries = Map.groupBy(rows, (row) => row.prefix_list_id);
  for (const row of await tx.select((db) => db.selectFrom('prefix_list').selectAll())) {
    const { id, ip_version, max_entries } = row;
    const own = entries.get(id) ?? [];
    entries.delete(id);
    if (own.length > max_entries) found.push(`${id} has ${own.length} entries of ${max_entries}`);
    const stranger = own.find(({ cidr }) => cidr.includes(':') !== (ip_version === 'IPv6'));
    if (stranger) found.push(`${id} is of ${ip_version} and has ${stranger.cidr}`);
    if (new Set(own.map(({ position }) => position)).size !== own.length) {
      found.push(`${id} has two entries at one position`);
    }
  }
  for (const id of entries.keys()) found.push(`there are entries of ${id}, which is gone`);
  return found;
}
