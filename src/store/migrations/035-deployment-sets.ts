import type { Compilable } from 'kysely';
import type { Db } from '../schema.ts';
import { index, keyed, number, resource, text } from './columns.ts';

export function deploymentSets(db: Db): Compilable<unknown>[] {
  return [
    number(text(resource(db, 'deployment_set'), ['strategy', 'granularity']), ['group_count']),
    index(db, 'deployment_set_by_account', 'deployment_set', 'account_id', 'region', 'id'),
    number(text(keyed(db, 'deployment_set_member'), ['deployment_set_id', 'zone_id']), [
      'group_number',
    ]),
    index(db, 'deployment_set_member_by_set', 'deployment_set_member', 'deployment_set_id', 'id'),
  ];
}
