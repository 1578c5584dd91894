import type { Compilable } from 'kysely';
import { dynamic } from '../dynamic.ts';
import type { Db } from '../schema.ts';
import { index, number, resource, type Table, text } from './columns.ts';

export function vpcBlocksAndHaVips(db: Db): Compilable<unknown>[] {
  return [...tags(db), ...eips(db), ...blocks(db), ...haVips(db)];
}

/** Tags of one type of resource, in the order in which they are listed. */
function tags(db: Db): Compilable<unknown>[] {
  return [
    index(
      db,
      'tag_by_resource',
      'tag',
      'account_id',
      'region',
      'resource_type',
      'resource_id',
      'key',
    ),
  ];
}

function eips(db: Db): Compilable<unknown>[] {
  return [
    added(db, 'eip', 'upgraded_bandwidth', 0),
    added(db, 'eip', 'upgrade_ends_at', 0),
    index(db, 'eip_one_per_ha_vip', 'eip', 'instance_id')
      .unique()
      .where('instance_type', '=', 'HaVip'),
  ];
}

function blocks(db: Db): Compilable<unknown>[] {
  const { schema } = dynamic(db);
  return [
    number(text(schema.createTable('vpc_ipv4_block') as Table, ['vpc_id', 'kind', 'cidr_block']), [
      'position',
    ]).addPrimaryKeyConstraint('vpc_ipv4_block_key', ['vpc_id', 'cidr_block']),
    number(
      text(schema.createTable('vpc_ipv6_block') as Table, [
        'vpc_id',
        'region',
        'cidr_block',
        'isp',
      ]),
      ['position'],
    ).addPrimaryKeyConstraint('vpc_ipv6_block_one_per_region', ['region', 'cidr_block']),
    index(db, 'vpc_ipv6_block_by_vpc', 'vpc_ipv6_block', 'vpc_id', 'position'),
    db
      .insertInto('vpc_ipv6_block')
      .columns(['vpc_id', 'region', 'cidr_block', 'isp', 'position'])
      .onConflict((conflict) => conflict.doNothing())
      .expression((vpcs) =>
        vpcs
          .selectFrom('vpc')
          .select((vpc) => [
            'id',
            'region',
            'ipv6_cidr_block',
            'ipv6_isp',
            vpc.lit(0).as('position'),
          ])
          // Migrations carry no parameters, so the empty text is recognised by its length.
          .where((vpc) => vpc(vpc.fn<number>('length', ['ipv6_cidr_block']), '>', vpc.lit(0))),
      ),
  ];
}

function haVips(db: Db): Compilable<unknown>[] {
  const { schema } = dynamic(db);
  return [
    text(resource(db, 'ha_vip'), ['vpc_id', 'subnet_id', 'ip_address']),
    index(db, 'ha_vip_by_account', 'ha_vip', 'account_id', 'region', 'id'),
    index(db, 'ha_vip_by_vpc', 'ha_vip', 'vpc_id', 'id'),
    index(db, 'ha_vip_by_subnet', 'ha_vip', 'subnet_id', 'id'),
    number(
      text(schema.createTable('ha_vip_member') as Table, [
        'ha_vip_id',
        'instance_type',
        'instance_id',
      ]),
      ['position'],
    ).addPrimaryKeyConstraint('ha_vip_member_key', ['ha_vip_id', 'instance_id']),
    index(db, 'ha_vip_member_by_instance', 'ha_vip_member', 'instance_id'),
    added(db, 'address', 'ha_vip_id', ''),
    index(db, 'address_one_per_ha_vip', 'address', 'ha_vip_id')
      .unique()
      .where('ha_vip_id', '<>', ''),
  ];
}

function added(db: Db, table: string, name: string, before: string | number) {
  const type = typeof before === 'string' ? 'text' : 'bigint';
  return dynamic(db)
    .schema.alterTable(table)
    .addColumn(name, type, (column) => column.notNull().defaultTo(before));
}
