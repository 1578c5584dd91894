import type { ExpressionBuilder, SelectQueryBuilder } from 'kysely';
import type { TaggingService, TagTypeOf } from '#core/tagged-tables.ts';
import { dynamic, rowsOf, untypedWhere } from '#store/dynamic.ts';
import { listsOf } from '#store/lists.ts';
import type { Owner, OwnKey } from '#store/owned.ts';
import { listQuery, query } from '#store/query.ts';
import type { Db, ResourceTable, Tables, TagRow } from '#store/schema.ts';
import type { Reader, Writer } from '#store/store.ts';
import type { Tag, TagFilter } from './parameters.ts';

/**
 * The type under which the tags of a resource are stored: its name in the tag actions of its
 * service.
 */
export type ResourceType = TagTypeOf<TaggingService> | 'reservedinstance';

/** Gives a new resource its tags. */
export async function addTags(
  tx: Writer,
  owner: OwnKey,
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

/** Gives a resource a tag, or its tag of that key another value. */
export async function setTag(
  tx: Writer,
  owner: OwnKey,
  type: ResourceType,
  tag: Tag,
): Promise<void> {
  const changed = await tx.run(setValue, {
    resourceId: owner.id,
    key: tag.Key,
    value: tag.Value,
  });
  if (changed === 0) await addTags(tx, owner, type, [tag]);
}

/** Removes a tag from a resource, if it has it. */
export async function unsetTag(tx: Writer, resourceId: string, key: string): Promise<void> {
  await tx.run(deleteTag, { resourceId, key });
}

/** Deletes the tags of a resource that is being deleted. */
export async function removeTags(tx: Writer, resourceId: string): Promise<void> {
  await tx.run(deleteTags, { resourceId });
}

/** The tags of each resource, by key. */
export function tagsOf(tx: Reader, ids: readonly string[]): Promise<Map<string, Tag[]>> {
  return listsOf(tx, ids, 'resource_id', tagsOfMany, ({ key, value }) => ({
    Key: key,
    Value: value,
  }));
}

const tagsOfMany = listQuery((db, ids) =>
  db
    .selectFrom('tag')
    .select(['resource_id', 'key', 'value'])
    .where('resource_id', 'in', ids)
    .orderBy('resource_id')
    .orderBy('key'),
);

/**
 * A condition that a row's tags meet every filter. `id` is the column with the resource's id.
 *
 * @example select.where((where) => tagged(where, 'subnet.id', filters))
 */
export function tagged<T extends keyof Tables>(
  where: ExpressionBuilder<Tables, T>,
  id: `${keyof Tables}.id` | 'tag.resource_id',
  filters: readonly TagFilter[],
) {
  const any: ExpressionBuilder<Tables & { worn: TagRow }, 'worn'> = untypedWhere(where);
  return any.and(
    filters.map(({ Key, Values }) => {
      const keyed = any
        .selectFrom('tag as worn')
        .select('worn.key')
        .whereRef('worn.resource_id', '=', id as 'worn.resource_id')
        .where('worn.key', '=', Key);
      return any.exists(Values === undefined ? keyed : keyed.where('worn.value', 'in', Values));
    }),
  );
}

/**
 * The tag that every row must have, if a filter allows only one value for its key; otherwise
 * undefined.
 */
export function singleValued(filters: readonly TagFilter[] = []): Tag | undefined {
  const single = filters.find(({ Values }) => Values?.length === 1);
  return single && { Key: single.Key, Value: single.Values?.[0] ?? '' };
}

/**
 * The caller's resources of a type that have a tag, in the order of the ids in
 * `bearer.resource_id`. An index finds them by the tag, however many other resources there are.
 */
export function bearersOf<T extends ResourceTable>(
  db: Db,
  owner: Owner,
  type: ResourceType,
  table: T,
  { Key, Value }: Tag,
): SelectQueryBuilder<Tables, T, object> {
  const from: string = table;
  const found = dynamic(db)
    .selectFrom('tag as bearer')
    .innerJoin(from, `${from}.id`, 'bearer.resource_id')
    .where('bearer.account_id', '=', owner.account_id)
    .where('bearer.region', '=', owner.region)
    .where('bearer.resource_type', '=', type)
    .where('bearer.key', '=', Key)
    .where('bearer.value', '=', Value);
  return rowsOf<T>(found);
}

const setValue = query((db, p: { resourceId: string; key: string; value: string }) =>
  db
    .updateTable('tag')
    .set({ value: p.value })
    .where('resource_id', '=', p.resourceId)
    .where('key', '=', p.key),
);

const deleteTag = query((db, p: { resourceId: string; key: string }) =>
  db.deleteFrom('tag').where('resource_id', '=', p.resourceId).where('key', '=', p.key),
);

const deleteTags = query((db, p: { resourceId: string }) =>
  db.deleteFrom('tag').where('resource_id', '=', p.resourceId),
);
