import type { Compilable } from 'kysely';
import { dynamic } from '../dynamic.ts';
import type { Db } from '../schema.ts';
import { index, keyed, number, text } from './columns.ts';

const WHERE_LOGS_GO = [
  'access_log_bucket_name',
  'access_log_tls_project_id',
  'access_log_tls_topic_id',
  'health_check_log_topic_id',
];

/** Where the logs of load balancers are to go. */
export function loadBalancerLogs(db: Db): Compilable<unknown>[] {
  return [
    ...WHERE_LOGS_GO.map((name) =>
      dynamic(db)
        .schema.alterTable('load_balancer')
        .addColumn(name, 'text', (column) => column.notNull().defaultTo('')),
    ),
    index(
      db,
      'load_balancer_by_log_topic',
      'load_balancer',
      'account_id',
      'region',
      'health_check_log_topic_id',
      'id',
    ).where('health_check_log_topic_id', '<>', ''),
    number(text(keyed(db, 'health_check_log_project'), ['account_id', 'region']), ['created_at']),
    index(
      db,
      'health_check_log_project_one_of_a_region',
      'health_check_log_project',
      'account_id',
      'region',
    ).unique(),
  ];
}
