import { type Paging, writeCursor } from '#core/paging.ts';
import type { Db, TagRow } from '#store/schema.ts';
import type { Reader } from '#store/store.ts';
import type { TagFilter } from './parameters.ts';
import { tagged } from './rows.ts';

interface TagQuery {
  readonly accountId: string;
  readonly region: string;
  /** No tags exist for a type that Tenon does not have. */
  readonly type: string;
  readonly resourceIds: readonly string[] | undefined;
  readonly filters: readonly TagFilter[] | undefined;
}

/**
 * One page of the tags of the caller's resources of one type, by resource and key. Filters select
 * resources, and all tags of those are listed.
 */
export async function pageOfTags(
  tx: Reader,
  wanted: TagQuery,
  paging: Paging,
): Promise<{ rows: TagRow[]; nextToken: string }> {
  // One row more than the page has, to know whether another page follows.
  const found = await tx.select((db) => {
    let select = matching(db, wanted).selectAll('tag');
    if (paging.after !== '') {
      const [id, key] = readPlace(paging.after);
      select = select.where((row) =>
        row(row.refTuple('tag.resource_id', 'tag.key'), '>', row.tuple(id, key)),
      );
    }
    return select
      .orderBy('tag.resource_id')
      .orderBy('tag.key')
      .limit(paging.limit + 1);
  });
  const rows = found.slice(0, paging.limit);
  const last = rows.at(-1);
  return {
    rows,
    nextToken: last && found.length > rows.length ? writeCursor(placeOf(last)) : '',
  };
}

function matching(db: Db, { accountId, region, type, resourceIds, filters }: TagQuery) {
  let select = db
    .selectFrom('tag')
    .where('tag.account_id', '=', accountId)
    .where('tag.region', '=', region)
    .where('tag.resource_type', '=', type);
  if (resourceIds) select = select.where('tag.resource_id', 'in', resourceIds);
  if (filters) select = select.where((where) => tagged(where, 'tag.resource_id', filters));
  return select;
}

// No id contains a space; a key may.
const placeOf = (row: TagRow) => `${row.resource_id} ${row.key}`;

function readPlace(place: string): [string, string] {
  const at = place.indexOf(' ');
  return at < 0 ? [place, ''] : [place.slice(0, at), place.slice(at + 1)];
}
