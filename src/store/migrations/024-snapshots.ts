import type { Compilable } from 'kysely';
import type { Db } from '../schema.ts';
import { index, number, resource, text } from './columns.ts';

export function snapshots(db: Db): Compilable<unknown>[] {
  return [
    number(
      text(resource(db, 'snapshot'), [
        'volume_id',
        'volume_name',
        'volume_kind',
        'volume_type',
        'zone_id',
        'snapshot_group_id',
      ]),
      ['volume_size', 'retention_days'],
    ),
    index(db, 'snapshot_by_account', 'snapshot', 'account_id', 'region', 'id'),
    index(db, 'snapshot_by_volume', 'snapshot', 'volume_id', 'id'),
    index(db, 'snapshot_by_group', 'snapshot', 'snapshot_group_id', 'id'),
    text(resource(db, 'snapshot_group'), ['instance_id']),
    index(db, 'snapshot_group_by_account', 'snapshot_group', 'account_id', 'region', 'id'),
    number(text(resource(db, 'auto_snapshot_policy'), ['time_points', 'repeat_weekdays']), [
      'repeat_days',
      'retention_days',
    ]),
    index(
      db,
      'auto_snapshot_policy_by_account',
      'auto_snapshot_policy',
      'account_id',
      'region',
      'id',
    ),
  ];
}
