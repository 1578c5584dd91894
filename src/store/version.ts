import type { Migration } from './migrations/columns.ts';
import { migrations } from './migrations.ts';

/** How far a store's schema has come, in steps. */
export interface SchemaVersion {
  /** How many steps it has seen. */
  readonly version: number;
  /** The least number of steps that a program must know to work on it. */
  readonly compatibleFrom: number;
}

/** A store as a program that knows these steps sees it. */
export function versionOf(steps: readonly Migration[]): SchemaVersion {
  const oldest = steps.map(({ leavesBehind }) => leavesBehind?.before ?? 0);
  return { version: steps.length, compatibleFrom: Math.max(0, ...oldest) };
}

/**
 * The steps of `known` that a store has not seen, in order; none for a newer store.
 * @throws when the store has a newer version, which this program cannot work on.
 */
export function stepsToTake(
  store: SchemaVersion,
  known: readonly Migration[] = migrations,
): readonly Migration[] {
  const tooNew = tooNewFor(store, known);
  if (tooNew !== undefined) throw new Error(tooNew);
  return known.slice(store.version);
}

/** Why programs that know these steps cannot work on the store; undefined when they can. */
export function tooNewFor(
  { version, compatibleFrom }: SchemaVersion,
  known: readonly Migration[],
): string | undefined {
  if (compatibleFrom <= known.length) return undefined;
  return (
    `the store is of a newer version (${version}) than this Tenon knows (${known.length}): ` +
    `it takes one that knows ${compatibleFrom} at the least`
  );
}
