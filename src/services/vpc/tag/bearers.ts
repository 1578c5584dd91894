import { type Context, ownKey } from '#core/context.ts';
import { taggedTables } from '#core/resources.ts';
import { ownedToChange } from '#store/owned.ts';
import type { Reader } from '#store/store.ts';
import type { KINDS } from './parameters.ts';
import type { ResourceType } from './rows.ts';

type VpcTagKind = (typeof KINDS)[number];

/** The resources that a request would tag. */
export interface Bearers {
  /** Undefined when there are no resources of that kind here. */
  readonly type: ResourceType | undefined;
  /** Each once, in an order in which every writer locks them. */
  readonly ids: readonly string[];
  /** One of them that the caller does not have, if there is any. */
  readonly missing: string | undefined;
}

/** Looks for them, and locks those that are there: none goes while its tags change. */
export async function bearers(
  tx: Reader,
  context: Context,
  kind: VpcTagKind,
  given: readonly string[],
): Promise<Bearers> {
  const ids = [...new Set(given)].sort();
  const lock = LOCKS.get(kind);
  if (lock === undefined) return { type: undefined, ids, missing: ids[0] };
  let missing: string | undefined;
  for (const id of ids) {
    const key = ownKey(context, id);
    if ((await tx.first(lock, key)) === undefined) missing ??= id;
  }
  return { type: kind as ResourceType, ids, missing };
}

/** How a resource of each kind that is here is found, and locked. */
const LOCKS = new Map(
  [...taggedTables('vpc')].map(([kind, table]) => [kind, ownedToChange(table)]),
);
