import type { Reader } from '#store/store.ts';

/** The counters of interfaces must equal what counting the rows gives. */
export async function counterInvariants(tx: Reader): Promise<string[]> {
  const interfaces = await tx.select((db) => db.selectFrom('network_interface').selectAll());
  const members = await tx.select((db) =>
    db
      .selectFrom('network_interface_security_group')
      .select(['network_interface_id', 'security_group_id']),
  );
  const held = await tx.select((db) =>
    db
      .selectFrom('address')
      .select((count) => ['network_interface_id', count.fn.countAll<number>().as('n')])
      .groupBy('network_interface_id'),
  );
  const addresses = new Map(held.map(({ network_interface_id, n }) => [network_interface_id, n]));
  const byId = new Map(interfaces.map((each) => [each.id, each]));
  const counted = new Map<string, { interfaces: number; addresses: number }>();
  const inAll = interfaces.map(({ id }) => ({ network_interface_id: id, security_group_id: '' }));
  for (const { network_interface_id, security_group_id } of [...inAll, ...members]) {
    const eni = byId.get(network_interface_id);
    if (eni === undefined) continue;
    const key = keyOf({ ...eni, security_group_id });
    const count = counted.get(key) ?? { interfaces: 0, addresses: 0 };
    count.interfaces += 1;
    count.addresses += addresses.get(network_interface_id) ?? 0;
    counted.set(key, count);
  }
  const found: string[] = [];
  for (const row of await tx.select((db) => db.selectFrom('interface_tally').selectAll())) {
    const key = keyOf(row);
    const count = counted.get(key) ?? { interfaces: 0, addresses: 0 };
    counted.delete(key);
    if (count.interfaces !== row.interfaces || count.addresses !== row.addresses) {
      found.push(
        `${key} counts ${row.interfaces} interfaces with ${row.addresses} addresses, and has ${count.interfaces} with ${count.addresses}`,
      );
    }
  }
  return [...found, ...[...counted.keys()].map((key) => `nobody counts ${key}`)];
}

interface CounterRowKey {
  readonly security_group_id: string;
  readonly subnet_id: string;
  readonly type: string;
  readonly account_id: string;
  readonly region: string;
  readonly vpc_id: string;
  readonly zone_id: string;
}

const keyOf = (row: CounterRowKey) =>
  [
    `group ${row.security_group_id || '(any)'}`,
    row.account_id,
    row.region,
    row.vpc_id,
    row.subnet_id,
    row.zone_id,
    row.type,
  ].join(' ');
