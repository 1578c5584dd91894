import type { Compilable } from 'kysely';
import { dynamic } from '../dynamic.ts';
import type { Db } from '../schema.ts';
import { index as indexOn, keyed, number, resource, type Table, text } from './columns.ts';

export function foundation(typed: Db): Compilable<unknown>[] {
  const db = dynamic(typed);
  const index = (name: string, table: string, ...columns: string[]) =>
    indexOn(typed, name, table, ...columns);

  return [
    number(
      text(resource(typed, 'vpc'), [
        'cidr_block',
        'ipv6_cidr_block',
        'ipv6_isp',
        'dns_servers',
        'route_table_id',
      ]),
      ['is_default'],
    ),
    index('vpc_by_account', 'vpc', 'account_id', 'region', 'id'),
    index('vpc_by_ipv6_block', 'vpc', 'region', 'ipv6_cidr_block'),
    index('vpc_one_ipv6_block_per_region', 'vpc', 'region', 'ipv6_cidr_block')
      .unique()
      .where('ipv6_cidr_block', '<>', ''),

    number(
      text(resource(typed, 'subnet'), ['vpc_id', 'zone_id', 'cidr_block', 'ipv6_cidr_block']),
      ['is_default', 'ipv4_used', 'ipv4_cursor'],
    ),
    index('subnet_by_account', 'subnet', 'account_id', 'region', 'id'),
    index('subnet_by_vpc', 'subnet', 'vpc_id', 'id'),

    number(text(resource(typed, 'security_group'), ['vpc_id', 'type']), ['service_managed']),
    index('security_group_by_account', 'security_group', 'account_id', 'region', 'id'),
    index('security_group_by_vpc', 'security_group', 'vpc_id', 'id'),

    number(
      text(keyed(typed, 'security_group_rule'), [
        'security_group_id',
        'direction',
        'protocol',
        'cidr_ip',
        'source_group_id',
        'prefix_list_id',
        'policy',
        'description',
      ]),
      ['port_start', 'port_end', 'priority', 'created_at', 'updated_at'],
    ),
    index('security_group_rule_by_group', 'security_group_rule', 'security_group_id', 'id'),
    index('security_group_rule_by_source', 'security_group_rule', 'source_group_id'),

    number(
      text(resource(typed, 'network_interface'), [
        'vpc_id',
        'subnet_id',
        'zone_id',
        'type',
        'mac_address',
        'primary_ip_address',
        'plane_refusal',
      ]),
      ['port_security_enabled', 'service_managed', 'delete_on_termination'],
    ).addColumn('instance_id', 'text'),
    index('network_interface_by_account', 'network_interface', 'account_id', 'region', 'id'),
    index('network_interface_by_subnet', 'network_interface', 'subnet_id', 'id'),
    index('network_interface_by_vpc', 'network_interface', 'vpc_id', 'id'),
    index('network_interface_by_instance', 'network_interface', 'instance_id', 'id'),
    index(
      'network_interface_one_mac_per_region',
      'network_interface',
      'region',
      'mac_address',
    ).unique(),
    index('network_interface_one_primary_per_instance', 'network_interface', 'instance_id')
      .unique()
      .where('type', '=', 'primary'),

    db.schema
      .createTable('network_interface_security_group')
      .addColumn('network_interface_id', 'text', (column) => column.notNull())
      .addColumn('security_group_id', 'text', (column) => column.notNull())
      .addColumn('position', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('network_interface_security_group_key', [
        'network_interface_id',
        'security_group_id',
      ]),
    index(
      'network_interface_by_security_group',
      'network_interface_security_group',
      'security_group_id',
      'network_interface_id',
    ),

    number(
      text(db.schema.createTable('address') as Table, [
        'subnet_id',
        'vpc_id',
        'network_interface_id',
        'address',
      ]),
      ['family', 'is_primary', 'position'],
    )
      .addColumn('number', 'bigint')
      .addPrimaryKeyConstraint('address_one_per_subnet', ['subnet_id', 'address']),
    index('address_by_interface', 'address', 'network_interface_id', 'position'),
    index('address_by_number', 'address', 'subnet_id', 'number'),
    index('address_by_text', 'address', 'address'),

    number(
      text(resource(typed, 'eip'), [
        'ip_address',
        'isp',
        'instance_type',
        'instance_id',
        'private_ip_address',
        'security_protection_types',
      ]),
      ['bandwidth', 'billing_type', 'release_with_instance', 'expires_at'],
    ).addColumn('network_interface_id', 'text'),
    index('eip_by_account', 'eip', 'account_id', 'region', 'id'),
    index('eip_one_address_per_region', 'eip', 'region', 'ip_address').unique(),
    index(
      'eip_one_per_private_address',
      'eip',
      'network_interface_id',
      'private_ip_address',
    ).unique(),
    index('eip_by_instance', 'eip', 'instance_id'),

    number(
      text(resource(typed, 'instance'), [
        'vpc_id',
        'subnet_id',
        'zone_id',
        'instance_type_id',
        'image_id',
        'hostname',
        'instance_charge_type',
        'spot_strategy',
        'key_pair_name',
        'stopped_mode',
        'scheduled_instance_id',
        'user_data',
        'http_tokens',
        'volumes',
      ]),
      ['deletion_protection', 'expires_at'],
    ),
    index('instance_by_account', 'instance', 'account_id', 'region', 'id'),
    index('instance_by_vpc', 'instance', 'vpc_id', 'id'),

    text(db.schema.createTable('tag') as Table, [
      'resource_id',
      'resource_type',
      'account_id',
      'region',
      'key',
      'value',
    ]).addPrimaryKeyConstraint('tag_key', ['resource_id', 'key']),
    index(
      'tag_by_value',
      'tag',
      'account_id',
      'region',
      'resource_type',
      'key',
      'value',
      'resource_id',
    ),

    number(text(db.schema.createTable('usage') as Table, ['account_id', 'region', 'quota']), [
      'used',
    ]).addPrimaryKeyConstraint('usage_key', ['account_id', 'region', 'quota']),

    number(
      text(db.schema.createTable('client_token') as Table, [
        'account_id',
        'region',
        'action',
        'token',
        'fingerprint',
        'answer',
      ]),
      ['created_at'],
    ).addPrimaryKeyConstraint('client_token_key', ['account_id', 'region', 'action', 'token']),
    index('client_token_by_age', 'client_token', 'created_at'),

    number(text(keyed(typed, 'intent'), ['kind', 'account_id', 'region', 'resource_id']), [
      'due_at',
      'fence',
      'attempts',
      'created_at',
    ]),
    index('intent_by_due', 'intent', 'due_at'),
    index('intent_by_resource', 'intent', 'resource_id'),

    keyed(typed, 'seed'),
  ];
}
