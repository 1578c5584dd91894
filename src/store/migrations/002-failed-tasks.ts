import type { Compilable } from 'kysely';
import type { Db } from '../schema.ts';
import { index, keyed, number } from './columns.ts';

export function failedTasks(db: Db): Compilable<unknown>[] {
  return [
    number(keyed(db, 'failed_task'), ['created_at']),
    index(db, 'failed_task_by_age', 'failed_task', 'created_at'),
  ];
}
