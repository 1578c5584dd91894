import type { Compilable } from 'kysely';
import type { Db } from '../schema.ts';
import { index, number, resource, text } from './columns.ts';

export function instanceGroups(db: Db): Compilable<unknown>[] {
  const member = 'instance_group_member';
  return [
    text(resource(db, 'instance_group'), ['vpc_id']),
    index(db, 'instance_group_by_account', 'instance_group', 'account_id', 'region', 'id'),
    index(db, 'instance_group_by_vpc', 'instance_group', 'vpc_id', 'id'),

    number(text(db.schema.createTable(member), ['instance_group_id', 'type', 'instance_id']), [
      'position',
    ]),
    index(db, `${member}_once`, member, 'instance_group_id', 'instance_id').unique(),
    index(db, `${member}_by_instance`, member, 'instance_id', 'instance_group_id'),
  ];
}
