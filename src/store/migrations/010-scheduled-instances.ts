import type { Compilable } from 'kysely';
import type { Db } from '../schema.ts';
import { index, number, resource, text } from './columns.ts';

export function scheduledInstances(db: Db): Compilable<unknown>[] {
  return [
    number(
      text(resource(db, 'scheduled_instance'), [
        'zone_id',
        'instance_type_id',
        'image_id',
        'key_pair_name',
        'type',
        'delivery_type',
        'launch',
        'delivered',
        'failure',
      ]),
      ['wanted', 'start_delivery_at', 'end_delivery_at', 'auto_release_at', 'invalid_at'],
    ),
    index(db, 'scheduled_instance_by_account', 'scheduled_instance', 'account_id', 'region', 'id'),
  ];
}
