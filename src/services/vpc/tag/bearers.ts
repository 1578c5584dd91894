import { type Context, ownKey } from '#core/context.ts';
import { type TagTypeOf, taggedTables } from '#core/tagged-tables.ts';
import { ownedToChange } from '#store/owned.ts';
import type { Reader } from '#store/store.ts';
import type { KINDS } from './parameters.ts';
import type { ResourceType } from './rows.ts';

type VpcTagKind = (typeof KINDS)[number] | TagTypeOf<'clb'>;

/** The resources that a request would tag. */
export interface Bearers {
  /** Undefined when Tenon has no resources of that type. */
  readonly type: ResourceType | undefined;
  /** Each id once, in the order in which every writer locks them. */
  readonly ids: readonly string[];
  /** One of them that the caller does not own, if there is one. */
  readonly missing: string | undefined;
}

/** Finds and locks the resources, so that none is deleted while its tags change. */
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

/** How to find and lock a resource of each type that exists here. */
const LOCKS = new Map(
  [...taggedTables('vpc'), ...taggedTables('clb')].map(([kind, table]) => [
    kind,
    ownedToChange(table),
  ]),
);
