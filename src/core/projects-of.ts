import { dynamic } from '#store/dynamic.ts';
import type { ListQuery } from '#store/query.ts';
import { listQuery } from '#store/query.ts';
import type { ResourceTable } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import { TABLE_OF_TRN } from './named-resources.ts';

interface Placed {
  readonly id: string;
  readonly account_id: string;
  readonly project_name: string;
}

/**
 * The projects of an account's resources, by their TRNs. What is not there, or is in no project of
 * its own, is left out.
 */
export async function projectsOf(
  tx: Reader,
  accountId: string,
  trns: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const projects = new Map<string, string>();
  for (const trn of trns) {
    const [, service = '', , , named = ''] = trn.split(':');
    const at = named.indexOf('/');
    const table = TABLE_OF_TRN.get(`${service}:${named.slice(0, at)}`);
    if (table === undefined) continue;
    const [row] = await tx.allOf(placedIn(table), [named.slice(at + 1)]);
    if (row?.account_id === accountId && row.project_name !== '') {
      projects.set(trn, row.project_name);
    }
  }
  return projects;
}

const made = new Map<ResourceTable, ListQuery<Placed>>();

function placedIn(table: ResourceTable): ListQuery<Placed> {
  const known =
    made.get(table) ??
    listQuery<Placed>((db, ids) =>
      dynamic(db)
        .selectFrom(table)
        .select(['id', 'account_id', 'project_name'])
        .where('id', 'in', ids),
    );
  made.set(table, known);
  return known;
}
