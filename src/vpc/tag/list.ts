import * as z from 'zod';
import { readAction } from '../../action.ts';
import { type Paging, pagingOf, writeToken } from '../../paging.ts';
import { integer } from '../../parameters.ts';
import type { Db } from '../../store/schema.ts';
import type { Reader } from '../../store/store.ts';
import { vpcRefusals } from '../refusals.ts';
import { resourceIds, resourceKind, tagFilters } from './parameters.ts';
import { tagged } from './rows.ts';

const DEFAULT_MAX_RESULTS = 10;

const parameters = z.object({
  ResourceType: resourceKind(),
  ResourceIds: resourceIds().optional(),
  TagFilters: tagFilters().optional(),
  TagType: z.enum(['custom', 'system']).optional(),
  // A token holds a resource and a key, which has up to 128 characters of any script.
  NextToken: z.string().max(1024).optional(),
  MaxResults: integer(1, 100).default(DEFAULT_MAX_RESULTS),
});

const resourceTag = z.object({
  ResourceId: z.string(),
  ResourceType: z.string(),
  TagKey: z.string(),
  TagValue: z.string(),
});

/**
 * Lists the tags of the caller's resources of one kind, by resource and key. Filters choose
 * resources, and all the tags of those are listed. Nobody but the client gives tags: none is a
 * system tag.
 */
export const listTagsForResources = readAction({
  name: 'ListTagsForResources',
  summary: 'list the tags of resources',
  parameters,
  result: z.object({ ResourceTags: z.array(resourceTag), NextToken: z.string() }),
  refusals: [vpcRefusals.NextTokenMalformed],

  async view(tx, input, { accountId, region }) {
    const paging = pagingOf(input, vpcRefusals.NextTokenMalformed);
    if (input.TagType === 'system') return { ResourceTags: [], NextToken: '' };
    const found = await rowsFrom(tx, paging, (db) => matching(db, accountId, region.id, input));
    const rows = found.slice(0, paging.limit);
    const last = rows.at(-1);
    return {
      ResourceTags: rows.map((row) => ({
        ResourceId: row.resource_id,
        ResourceType: row.resource_type,
        TagKey: row.key,
        TagValue: row.value,
      })),
      NextToken: last && found.length > rows.length ? writeToken(placeOf(last)) : '',
    };
  },
});

function matching(db: Db, accountId: string, region: string, input: z.infer<typeof parameters>) {
  let select = db
    .selectFrom('tag')
    .where('tag.account_id', '=', accountId)
    .where('tag.region', '=', region)
    .where('tag.resource_type', '=', input.ResourceType);
  if (input.ResourceIds) select = select.where('tag.resource_id', 'in', input.ResourceIds);
  if (input.TagFilters) {
    const filters = input.TagFilters;
    select = select.where((where) => tagged(where, 'tag.resource_id', filters));
  }
  return select;
}

/** One row more than the page has, to know whether another page follows. */
function rowsFrom(tx: Reader, { after, limit }: Paging, filtered: (db: Db) => Filtered) {
  return tx.select((db) => {
    let select = filtered(db).selectAll('tag');
    if (after !== '') {
      const [id, key] = readPlace(after);
      select = select.where((row) =>
        row(row.refTuple('tag.resource_id', 'tag.key'), '>', row.tuple(id, key)),
      );
    }
    return select
      .orderBy('tag.resource_id')
      .orderBy('tag.key')
      .limit(limit + 1);
  });
}

type Filtered = ReturnType<typeof matching>;

// No id holds a space; keys may.
const placeOf = (row: { resource_id: string; key: string }) => `${row.resource_id} ${row.key}`;

function readPlace(place: string): [string, string] {
  const at = place.indexOf(' ');
  return at < 0 ? [place, ''] : [place.slice(0, at), place.slice(at + 1)];
}
