import type { Compilable } from 'kysely';
import type { Db } from '../schema.ts';
import { index, number, resource, text } from './columns.ts';

export function trafficMirrors(db: Db): Compilable<unknown>[] {
  const byAccount = (table: string) =>
    index(db, `${table}_by_account`, table, 'account_id', 'region', 'id');
  return [
    resource(db, 'traffic_mirror_filter'),
    byAccount('traffic_mirror_filter'),

    number(
      text(resource(db, 'traffic_mirror_filter_rule'), [
        'traffic_mirror_filter_id',
        'traffic_direction',
        'policy',
        'protocol',
        'source_cidr_block',
        'source_port_range',
        'destination_cidr_block',
        'destination_port_range',
      ]),
      ['priority'],
    ),
    index(
      db,
      'traffic_mirror_filter_rule_one_per_priority',
      'traffic_mirror_filter_rule',
      'traffic_mirror_filter_id',
      'traffic_direction',
      'priority',
    ).unique(),

    text(resource(db, 'traffic_mirror_target'), ['instance_type', 'instance_id']),
    byAccount('traffic_mirror_target'),
    index(db, 'traffic_mirror_target_by_instance', 'traffic_mirror_target', 'instance_id', 'id'),

    number(
      text(resource(db, 'traffic_mirror_session'), [
        'network_interface_id',
        'traffic_mirror_filter_id',
        'traffic_mirror_target_id',
      ]),
      ['priority', 'virtual_network_id', 'packet_length'],
    ),
    byAccount('traffic_mirror_session'),
    index(
      db,
      'traffic_mirror_session_by_interface',
      'traffic_mirror_session',
      'network_interface_id',
      'id',
    ),
    index(
      db,
      'traffic_mirror_session_by_filter',
      'traffic_mirror_session',
      'traffic_mirror_filter_id',
      'id',
    ),
    index(
      db,
      'traffic_mirror_session_by_target',
      'traffic_mirror_session',
      'traffic_mirror_target_id',
      'id',
    ),
    index(
      db,
      'traffic_mirror_session_one_per_priority',
      'traffic_mirror_session',
      'account_id',
      'region',
      'priority',
    ).unique(),
  ];
}
