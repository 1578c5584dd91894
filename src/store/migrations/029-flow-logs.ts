import type { Compilable } from 'kysely';
import type { Db } from '../schema.ts';
import { index, number, resource, text } from './columns.ts';

export function flowLogs(db: Db): Compilable<unknown>[] {
  return [
    number(
      text(resource(db, 'flow_log'), [
        'resource_type',
        'resource_id',
        'vpc_id',
        'traffic_type',
        'traffic_path',
        'log_project_id',
        'log_topic_id',
      ]),
      ['aggregation_interval', 'version'],
    ),
    index(db, 'flow_log_by_account', 'flow_log', 'account_id', 'region', 'id'),
    index(db, 'flow_log_by_resource', 'flow_log', 'resource_id', 'id'),
  ];
}
