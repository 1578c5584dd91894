import { type Compilable, sql } from 'kysely';
import { dynamic } from '../dynamic.ts';
import type { Db } from '../schema.ts';
import { index, number, type Table, text } from './columns.ts';

/**
 * Keeps the lengths and the order of long lists, so that they are known without reading the rows.
 */
export function interfaceTallies(db: Db): Compilable<unknown>[] {
  return [...tallies(db), ...scopes(db), ...others(db)];
}

function tallies(db: Db): Compilable<unknown>[] {
  const ofSubnet = db.selectFrom('network_interface').leftJoin(
    (held) =>
      held
        .selectFrom('address')
        .select('network_interface_id')
        .select((count) => count.fn.countAll<number>().as('n'))
        .groupBy('network_interface_id')
        .as('held'),
    (on) => on.onRef('held.network_interface_id', '=', 'network_interface.id'),
  );
  const place = ['subnet_id', 'type', 'account_id', 'region', 'vpc_id', 'zone_id'] as const;
  const columns = ['security_group_id', ...place, 'interfaces', 'addresses'] as const;
  const counts = [
    sql<number>`count(*)`.as('interfaces'),
    sql<number>`coalesce(sum(held.n), 0)`.as('addresses'),
  ];
  const key = ['security_group_id', 'subnet_id', 'type', 'account_id'] as const;
  const insert = () =>
    db
      .insertInto('interface_tally')
      .columns([...columns])
      .onConflict((conflict) => conflict.columns([...key]).doNothing());
  return [
    number(
      text(dynamic(db).schema.createTable('interface_tally') as Table, [
        'security_group_id',
        ...place,
      ]),
      ['interfaces', 'addresses'],
    ).addPrimaryKeyConstraint('interface_tally_key', [...key]),
    index(
      db,
      'interface_tally_by_account',
      'interface_tally',
      'account_id',
      'region',
      'security_group_id',
      'vpc_id',
    ),
    // "where true": SQLite would take the conflict clause for a part of the join.
    insert().expression(
      ofSubnet
        .select(sql<string>`''`.as('security_group_id'))
        .select([...place])
        .select(counts)
        .where(sql<boolean>`true`)
        .groupBy([...place]),
    ),
    insert().expression(
      ofSubnet
        .innerJoin(
          'network_interface_security_group as member',
          'member.network_interface_id',
          'network_interface.id',
        )
        .select('member.security_group_id')
        .select([...place])
        .select(counts)
        .where(sql<boolean>`true`)
        .groupBy(['member.security_group_id', ...place]),
    ),
  ];
}

/**
 * Indexes of what is in a VPC or subnet, in order and with the owner: rows are skipped without
 * being read.
 */
function scopes(db: Db): Compilable<unknown>[] {
  const wider = (name: string, table: string, ...columns: string[]) => [
    dynamic(db).schema.dropIndex(name).ifExists(),
    index(db, name, table, ...columns, 'id', 'account_id', 'region'),
  ];
  return [
    ...wider('network_interface_by_subnet', 'network_interface', 'subnet_id'),
    ...wider('network_interface_by_vpc', 'network_interface', 'vpc_id'),
    ...wider('instance_by_vpc', 'instance', 'vpc_id'),
  ];
}

function others(db: Db): Compilable<unknown>[] {
  return [
    index(
      db,
      'network_interface_by_name',
      'network_interface',
      'account_id',
      'region',
      'name',
      'id',
    ),
    dynamic(db).schema.dropIndex('instance_by_key_pair').ifExists(),
    index(db, 'instance_by_key_pair', 'instance', 'account_id', 'region', 'key_pair_name', 'id'),
    index(
      db,
      'instance_by_order',
      'instance',
      'account_id',
      'region',
      'scheduled_instance_id',
      'id',
    ),
    // Many VPCs have the same addresses.
    dynamic(db).schema.dropIndex('address_by_text').ifExists(),
    index(db, 'address_by_vpc', 'address', 'vpc_id', 'address'),
  ];
}
