import { type Context, ownKey } from '#core/context.ts';
import { taggedTables } from '#core/tagged-tables.ts';
import { tagsOf } from '#services/vpc/tag/rows.ts';
import { ownedToChange } from '#store/owned.ts';
import type { Reader } from '#store/store.ts';
import type { KINDS } from './parameters.ts';
import type { BearerFacts } from './tag.rules.ts';

/** How to find and lock a resource of each type. */
const LOCKS = new Map(
  [...taggedTables('storage-ebs')].map(([kind, table]) => [kind, ownedToChange(table)]),
);

/** The facts about one resource that is to get tags with `keys`. */
export async function bearerFacts(
  tx: Reader,
  context: Context,
  kind: (typeof KINDS)[number],
  id: string,
  keys: readonly string[] = [],
): Promise<BearerFacts> {
  const lock = LOCKS.get(kind);
  const bearer = lock && (await tx.first(lock, ownKey(context, id)));
  const borne = (await tagsOf(tx, [id])).get(id) ?? [];
  return {
    resourceId: id,
    kind,
    exists: bearer !== undefined,
    added: keys.filter((key) => !borne.some(({ Key }) => Key === key)).length,
    borne: borne.length,
    allowed: context.world.quota(context.accountId, 'TagsPerResource'),
  };
}
