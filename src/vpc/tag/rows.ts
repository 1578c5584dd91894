import type { ExpressionBuilder } from 'kysely';
import { query } from '../../store/query.ts';
import type { Tables } from '../../store/schema.ts';
import type { Reader, Writer } from '../../store/store.ts';
import type { Tag, TagFilter } from './parameters.ts';

/** What TagResources calls the kinds of resources. */
export type ResourceType =
  | 'vpc'
  | 'subnet'
  | 'securitygroup'
  | 'eni'
  | 'eip'
  | 'instance'
  | 'image';

interface Owner {
  readonly id: string;
  readonly account_id: string;
  readonly region: string;
}

/** Gives a new resource its tags. */
export async function addTags(
  tx: Writer,
  owner: Owner,
  type: ResourceType,
  tags: readonly Tag[] | undefined,
): Promise<void> {
  for (const { Key, Value } of tags ?? []) {
    await tx.insert('tag', {
      resource_id: owner.id,
      resource_type: type,
      account_id: owner.account_id,
      region: owner.region,
      key: Key,
      value: Value,
    });
  }
}

/** Forgets the tags of a resource that is going. */
export async function removeTags(tx: Writer, resourceId: string): Promise<void> {
  await tx.run(deleteTags, { resourceId });
}

/** The tags of each resource, by key. */
export async function tagsOf(tx: Reader, ids: readonly string[]): Promise<Map<string, Tag[]>> {
  const tags = new Map<string, Tag[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return tags;
  const rows = await tx.select((db) =>
    db
      .selectFrom('tag')
      .select(['resource_id', 'key', 'value'])
      .where('resource_id', 'in', ids)
      .orderBy('resource_id')
      .orderBy('key'),
  );
  for (const { resource_id, key, value } of rows) {
    tags.get(resource_id)?.push({ Key: key, Value: value });
  }
  return tags;
}

/**
 * A condition that a row's tags meet every filter. `id` is the column with the row's id.
 *
 * @example select.where((where) => tagged(where, 'subnet.id', filters))
 */
export function tagged<T extends keyof Tables>(
  where: ExpressionBuilder<Tables, T>,
  id: `${keyof Tables}.id`,
  filters: readonly TagFilter[],
) {
  const any = where as unknown as ExpressionBuilder<Tables, 'tag'>;
  return any.and(
    filters.map(({ Key, Values }) => {
      const keyed = any
        .selectFrom('tag')
        .select('tag.key')
        .whereRef('tag.resource_id', '=', id as 'tag.resource_id')
        .where('tag.key', '=', Key);
      return any.exists(Values === undefined ? keyed : keyed.where('tag.value', 'in', Values));
    }),
  );
}

const deleteTags = query((db, p: { resourceId: string }) =>
  db.deleteFrom('tag').where('resource_id', '=', p.resourceId),
);
