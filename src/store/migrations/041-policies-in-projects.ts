import type { Compilable } from 'kysely';
import { dynamic } from '../dynamic.ts';
import type { Db } from '../schema.ts';
import { index } from './columns.ts';

/** In which project somebody has a policy: '' for everywhere, as all have that were given before. */
export function policiesInProjects(db: Db): Compilable<unknown>[] {
  return [
    dynamic(db)
      .schema.alterTable('iam_attachment')
      .addColumn('project_name', 'text', (column) => column.notNull().defaultTo('')),
    index(
      db,
      'iam_attachment_by_project',
      'iam_attachment',
      'account_id',
      'project_name',
      'holder_type',
      'id',
    ).where('project_name', '<>', ''),
  ];
}
