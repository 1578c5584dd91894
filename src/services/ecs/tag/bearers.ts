import { type Context, ownKey } from '#core/context.ts';
import { taggedTables } from '#core/tagged-tables.ts';
import { type ResourceType, tagsOf } from '#services/vpc/tag/rows.ts';
import { ownedToChange } from '#store/owned.ts';
import type { Reader } from '#store/store.ts';
import type { KINDS } from './parameters.ts';
import type { BearerFacts } from './tag.rules.ts';

export type EcsTagKind = (typeof KINDS)[number];

/** How to find and lock a resource of each type that exists here. */
const LOCKS = new Map(
  [...taggedTables('ecs')].map(([kind, table]) => [kind, ownedToChange(table)]),
);

/** The facts about one resource that is to get tags with `keys`. */
export async function bearerFacts(
  tx: Reader,
  context: Context,
  kind: EcsTagKind,
  id: string,
  keys: readonly string[] = [],
): Promise<BearerFacts> {
  const { accountId, world } = context;
  const lock = LOCKS.get(kind);
  const bearer = lock && (await tx.first(lock, ownKey(context, id)));
  const borne = (await tagsOf(tx, [id])).get(id) ?? [];
  const added = keys.filter((key) => !borne.some(({ Key }) => Key === key)).length;
  return {
    resourceId: id,
    status: bearer?.status,
    added,
    borne: borne.length,
    allowed: world.quota(accountId, 'TagsPerResource'),
  };
}

/** The same for several resources, each once, in the order in which every writer locks them. */
export async function manyBearers(
  tx: Reader,
  context: Context,
  kind: EcsTagKind,
  ids: readonly string[],
  keys?: readonly string[],
): Promise<BearerFacts[]> {
  const found: BearerFacts[] = [];
  for (const id of [...new Set(ids)].sort()) {
    found.push(await bearerFacts(tx, context, kind, id, keys));
  }
  return found;
}

/** The name under which the tags of a type are stored. */
export const typeOf = (kind: EcsTagKind): ResourceType => kind;
