import type { Compilable } from 'kysely';
import { dynamic } from '../dynamic.ts';
import type { Db } from '../schema.ts';
import { index, keyed, number, resource, type Table, text } from './columns.ts';

export function images(db: Db): Compilable<unknown>[] {
  const { schema } = dynamic(db);
  const ofInstance = (name: string) =>
    schema
      .alterTable('instance')
      .addColumn(name, 'text', (column) => column.notNull().defaultTo(''));
  return [
    number(
      text(resource(db, 'image'), [
        'os_name',
        'os_type',
        'platform',
        'platform_version',
        'architecture',
        'boot_mode',
        'license_type',
        'snapshot_id',
        'detection_status',
      ]),
      ['size'],
    ),
    index(db, 'image_by_account', 'image', 'account_id', 'region', 'id'),
    text(schema.createTable('image_share') as Table, [
      'image_id',
      'account_id',
      'region',
    ]).addPrimaryKeyConstraint('image_share_key', ['image_id', 'account_id']),
    index(db, 'image_share_by_account', 'image_share', 'account_id', 'region', 'image_id'),
    number(
      text(keyed(db, 'image_task'), [
        'account_id',
        'region',
        'image_id',
        'source_image_id',
        'type',
        'status',
      ]),
      ['created_at', 'ended_at'],
    ),
    index(db, 'image_task_by_account', 'image_task', 'account_id', 'region', 'id'),
    index(db, 'image_task_by_image', 'image_task', 'image_id', 'id'),
    index(db, 'image_task_by_source', 'image_task', 'source_image_id', 'id'),
    ofInstance('os_name'),
    ofInstance('os_type'),
  ];
}
