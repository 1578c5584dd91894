import type { Context } from '#core/context.ts';
import { type ResourceType, tagsOf } from '#services/vpc/tag/rows.ts';
import type { OwnKey } from '#store/owned.ts';
import type { Reader } from '#store/store.ts';
import { ownInstance } from '../instance/rows.ts';
import { findKeyPair } from '../key-pair/rows.ts';
import { ownScheduledInstance } from '../scheduled-instance/rows.ts';
import type { KINDS } from './parameters.ts';
import type { BearerFacts } from './tag.rules.ts';

export type EcsTagKind = (typeof KINDS)[number];

type Find = (
  tx: Reader,
  context: Context,
  key: OwnKey,
) => Promise<{ readonly status: string } | undefined>;

/**
 * How to find, and lock, a resource of the caller's that may bear tags. A kind without a line is
 * one that nobody has here: the images are the world's.
 */
const FIND: Readonly<Partial<Record<EcsTagKind, Find>>> = {
  instance: (tx, _, key) => tx.first(ownInstance, key),
  keypair: (tx, context, { id }) => findKeyPair(tx, context, { KeyPairId: id }),
  scheduledinstance: (tx, _, key) => tx.first(ownScheduledInstance, key),
};

/** What the rules judge of one resource that is to get `keys`. */
export async function bearerFacts(
  tx: Reader,
  context: Context,
  kind: EcsTagKind,
  id: string,
  keys: readonly string[] = [],
): Promise<BearerFacts> {
  const { accountId, region, world } = context;
  const bearer = await FIND[kind]?.(tx, context, { id, account_id: accountId, region: region.id });
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

/** The same for each of several, once, in an order in which every writer locks them. */
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

/** The name under which the tags of a kind are kept. */
export const typeOf = (kind: EcsTagKind): ResourceType => kind;
