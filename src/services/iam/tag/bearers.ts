import type { Context } from '#core/context.ts';
import { dynamic } from '#store/dynamic.ts';
import type { Reader } from '#store/store.ts';
import type { Tag } from '../parameters.ts';
import { ownRoleToChange, retagRole } from '../role/rows.ts';
import { worldRole } from '../role/world-roles.ts';
import { ownUserToChange, retagUser } from '../user/rows.ts';

/** What of iam bears tags, as the tag actions call it. Source: the SDK's types. */
export const BEARER_TYPES = ['User', 'Role'] as const;
export type BearerType = (typeof BEARER_TYPES)[number];

const TABLES = { User: 'iam_user', Role: 'iam_role' } as const;
const TO_CHANGE = { User: ownUserToChange, Role: ownRoleToChange } as const;

/** A user or a role, with its tags. */
export interface Bearer {
  readonly id: string;
  readonly name: string;
  /** JSON list of {Key, Value}. */
  readonly tags: string;
}

/** What decides whether tags of users or roles may be changed. */
export interface BearerFacts {
  readonly type: BearerType;
  /** Those that are there, each once, locked. */
  readonly found: readonly Bearer[];
  /** A name that nobody has. */
  readonly missing: string | undefined;
  /** A role of the world file, whose tags nobody changes. */
  readonly given: string | undefined;
}

/** The users or roles that a request names. */
export async function namedBearers(
  tx: Reader,
  context: Context,
  type: BearerType,
  names: readonly string[],
): Promise<BearerFacts> {
  const found: Bearer[] = [];
  const others: string[] = [];
  for (const name of [...new Set(names)].toSorted()) {
    const row = await tx.first(TO_CHANGE[type], { account_id: context.accountId, name });
    if (row === undefined) others.push(name);
    else found.push(row);
  }
  const isGiven = (name: string) => type === 'Role' && worldRole(context, name) !== undefined;
  return {
    type,
    found,
    missing: others.find((name) => !isGiven(name)),
    given: others.find(isGiven),
  };
}

/** Those of an account that have tags. The quotas keep them few. */
export async function taggedBearers(
  tx: Reader,
  accountId: string,
  type: BearerType,
): Promise<Bearer[]> {
  const rows = await tx.select((db) =>
    dynamic(db)
      .selectFrom(TABLES[type])
      .select(['id', 'name', 'tags'])
      .where('account_id', '=', accountId)
      .where('tags', '<>', '[]'),
  );
  return rows as unknown as Bearer[];
}

/** Writes the tags of a user or a role. */
export const retag = { User: retagUser, Role: retagRole } as const;

/** Tags with others beside them: a key that is there gets the new value. */
export function withTags(borne: readonly Tag[], given: readonly Tag[]): Tag[] {
  const keys = new Set(given.map(({ Key }) => Key));
  return [...borne.filter(({ Key }) => !keys.has(Key)), ...given];
}
