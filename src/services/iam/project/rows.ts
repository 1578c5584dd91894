import { RESOURCE_KINDS } from '#core/resources.ts';
import { DEFAULT_PROJECT } from '#services/vpc/names.ts';
import { dynamic } from '#store/dynamic.ts';
import { literal } from '#store/literal.ts';
import { query } from '#store/query.ts';
import type { IamProjectRow } from '#store/schema/iam.ts';
import type { Reader, Writer } from '#store/store.ts';
import { byName, byNameToChange } from '../named.ts';

/** One of the projects that were made in the account. */
export const ownProject = byName('iam_project');

/** The same, locked. */
export const ownProjectToChange = byNameToChange('iam_project');

export const addProject = (tx: Writer, row: IamProjectRow): Promise<void> =>
  tx.insert('iam_project', row);

/** Writes what of a project can change. */
export const rewriteProject = query(
  (db, p: Pick<IamProjectRow, 'id' | 'display_name' | 'description' | 'updated_at'>) =>
    db
      .updateTable('iam_project')
      .set({ display_name: p.display_name, description: p.description, updated_at: p.updated_at })
      .where('id', '=', p.id),
);

export const projectGoes = query((db, p: { id: string }) =>
  db.deleteFrom('iam_project').where('id', '=', p.id),
);

/** What has no tags is a part of something that has a project for it: a route, a rule of a filter. */
const PROJECTED = RESOURCE_KINDS.filter(([, { tagType }]) => tagType !== null).map(
  ([table]) => table,
);

/**
 * The id of something in a project of the account that was made, in any region; undefined when it is
 * empty.
 */
export async function somethingIn(
  tx: Reader,
  accountId: string,
  name: string,
): Promise<string | undefined> {
  const child = await tx.first(childOf, { accountId, name });
  if (child !== undefined) return child.name;
  for (const table of PROJECTED) {
    const [row] = await tx.select((db) =>
      dynamic(db)
        .selectFrom(table)
        .select('id')
        .where('account_id', '=', accountId)
        .where('project_name', '=', name)
        // As the indexes say it: they leave out the project that nearly everything is in.
        .where('project_name', '<>', literal(DEFAULT_PROJECT))
        .limit(1),
    );
    if (row !== undefined) return String(row.id);
  }
  return undefined;
}

const childOf = query((db, p: { accountId: string; name: string }) =>
  db
    .selectFrom('iam_project')
    .select('name')
    .where('account_id', '=', p.accountId)
    .where('parent_name', '=', p.name)
    .limit(1),
);
