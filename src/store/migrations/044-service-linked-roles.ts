import type { Compilable } from 'kysely';
import { dynamic } from '../dynamic.ts';
import type { Db } from '../schema.ts';

/** The services that roles are linked to. */
export const serviceLinkedRoles = (db: Db): Compilable<unknown>[] => [
  dynamic(db)
    .schema.alterTable('iam_role')
    .addColumn('service_name', 'text', (column) => column.notNull().defaultTo('')),
];
