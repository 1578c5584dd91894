import type { Compilable } from 'kysely';
import { dynamic } from '../dynamic.ts';
import type { Db } from '../schema.ts';
import { index, number, resource, type Table, text } from './columns.ts';

export function natGateways(db: Db): Compilable<unknown>[] {
  return [
    number(
      text(resource(db, 'nat_gateway'), [
        'vpc_id',
        'subnet_id',
        'zone_id',
        'network_interface_id',
        'network_type',
        'spec',
        'smart_schedule_rule',
      ]),
      ['billing_type', 'expires_at', 'direct_mode', 'smart_schedule_enabled'],
    ),
    index(db, 'nat_gateway_by_account', 'nat_gateway', 'account_id', 'region', 'id'),
    index(db, 'nat_gateway_by_vpc', 'nat_gateway', 'vpc_id', 'id'),
    index(db, 'nat_gateway_by_interface', 'nat_gateway', 'network_interface_id').unique(),

    text(resource(db, 'snat_entry'), [
      'nat_gateway_id',
      'vpc_id',
      'subnet_id',
      'source_cidr',
      'nat_ip_id',
    ]),
    index(db, 'snat_entry_by_account', 'snat_entry', 'account_id', 'region', 'id'),
    index(db, 'snat_entry_one_per_source', 'snat_entry', 'nat_gateway_id', 'source_cidr').unique(),
    index(db, 'snat_entry_by_vpc', 'snat_entry', 'vpc_id', 'id'),
    index(db, 'snat_entry_by_subnet', 'snat_entry', 'subnet_id'),
    index(db, 'snat_entry_by_nat_ip', 'snat_entry', 'nat_ip_id'),

    number(
      text(dynamic(db).schema.createTable('snat_entry_eip') as Table, ['snat_entry_id', 'eip_id']),
      ['position'],
    ),
    index(db, 'snat_entry_eip_by_entry', 'snat_entry_eip', 'snat_entry_id', 'eip_id').unique(),
    index(db, 'snat_entry_eip_by_eip', 'snat_entry_eip', 'eip_id'),

    text(resource(db, 'dnat_entry'), [
      'nat_gateway_id',
      'vpc_id',
      'external_ip',
      'external_port',
      'internal_ip',
      'internal_port',
      'protocol',
      'port_type',
    ]),
    index(db, 'dnat_entry_by_account', 'dnat_entry', 'account_id', 'region', 'id'),
    index(db, 'dnat_entry_by_gateway', 'dnat_entry', 'nat_gateway_id', 'external_ip', 'id'),
    index(db, 'dnat_entry_by_vpc', 'dnat_entry', 'vpc_id', 'id'),

    number(text(resource(db, 'nat_ip'), ['nat_gateway_id', 'ip_address']), ['is_default']),
    index(db, 'nat_ip_by_account', 'nat_ip', 'account_id', 'region', 'id'),
    index(db, 'nat_ip_one_per_address', 'nat_ip', 'nat_gateway_id', 'ip_address').unique(),
  ];
}
