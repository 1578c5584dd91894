import type { Compilable } from 'kysely';
import type { Db } from '../schema.ts';
import { index, keyed, number, resource, type Table, text } from './columns.ts';

export function networkAcls(db: Db): Compilable<unknown>[] {
  return [
    number(text(resource(db, 'network_acl'), ['vpc_id']), ['stateful']),
    index(db, 'network_acl_by_account', 'network_acl', 'account_id', 'region', 'id'),
    index(db, 'network_acl_by_vpc', 'network_acl', 'vpc_id', 'id'),

    number(
      text(keyed(db, 'network_acl_entry'), [
        'network_acl_id',
        'direction',
        'name',
        'description',
        'policy',
        'protocol',
        'port',
        'cidr_ip',
      ]),
      ['priority'],
    ),
    index(
      db,
      'network_acl_entry_one_per_priority',
      'network_acl_entry',
      'network_acl_id',
      'direction',
      'priority',
    ).unique(),

    text(db.schema.createTable('network_acl_subnet') as Table, [
      'subnet_id',
      'network_acl_id',
    ]).addPrimaryKeyConstraint('network_acl_one_per_subnet', ['subnet_id']),
    index(db, 'network_acl_subnet_by_acl', 'network_acl_subnet', 'network_acl_id', 'subnet_id'),
  ];
}
