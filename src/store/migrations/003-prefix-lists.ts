import type { Compilable } from 'kysely';
import { dynamic } from '../dynamic.ts';
import type { Db } from '../schema.ts';
import { index, number, resource, type Table, text } from './columns.ts';

export function prefixLists(db: Db): Compilable<unknown>[] {
  const { schema } = dynamic(db);
  return [
    number(text(resource(db, 'prefix_list'), ['ip_version']), ['max_entries']),
    index(db, 'prefix_list_by_account', 'prefix_list', 'account_id', 'region', 'id'),

    number(
      text(schema.createTable('prefix_list_entry') as Table, [
        'prefix_list_id',
        'cidr',
        'description',
      ]),
      ['position'],
    ).addPrimaryKeyConstraint('prefix_list_entry_key', ['prefix_list_id', 'cidr']),

    index(db, 'security_group_rule_by_prefix_list', 'security_group_rule', 'prefix_list_id', 'id'),
  ];
}
