import type { Compilable } from 'kysely';
import { dynamic } from '../dynamic.ts';
import type { Db } from '../schema.ts';
import { index, number, resource, type Table, text } from './columns.ts';

export function launchTemplates(db: Db): Compilable<unknown>[] {
  const { schema } = dynamic(db);
  const own = ['account_id', 'region'];
  return [
    number(resource(db, 'launch_template'), ['default_version', 'latest_version', 'versions_made']),
    index(db, 'launch_template_by_account', 'launch_template', ...own, 'id'),
    index(db, 'launch_template_one_name_per_region', 'launch_template', ...own, 'name').unique(),
    number(
      text(schema.createTable('launch_template_version') as Table, [
        'launch_template_id',
        'description',
        'data',
      ]),
      ['version_number', 'created_at'],
    ).addPrimaryKeyConstraint('launch_template_version_key', [
      'launch_template_id',
      'version_number',
    ]),
  ];
}
