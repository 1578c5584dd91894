import { enforce, type Rule } from '#core/action.ts';
import { Refused } from '#core/refusal.ts';

/** How each of several resources fared. `Error` is there only where it was refused. */
export interface OperationDetails<Key extends string> {
  OperationDetails: (Record<Key, string> & { Error?: { Code: string; Message: string } })[];
}

/**
 * Does something with each resource whose rules hold, and reports why the others are refused. One
 * that is named twice is taken once. `key` is how the answer names them. Source: docs 6396/101068
 * and 6396/130886.
 */
export async function onEach<F, Key extends string>(
  key: Key,
  named: readonly string[],
  rules: readonly Rule<F>[],
  facts: (id: string) => Promise<F>,
  change: (id: string) => Promise<void>,
): Promise<OperationDetails<Key>> {
  const errors = new Map<string, { Code: string; Message: string }>();
  const ids = [...new Set(named)];
  const ready: string[] = [];
  // All are locked first, in the same order for every writer, before anything that depends on them.
  for (const id of ids.toSorted()) {
    try {
      enforce(rules, await facts(id));
      ready.push(id);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      errors.set(id, { Code: error.refusal.code, Message: error.message });
    }
  }
  for (const id of ready) await change(id);
  return {
    OperationDetails: ids.map((id) => {
      const name = { [key]: id } as Record<Key, string>;
      const refused = errors.get(id);
      return refused ? { ...name, Error: refused } : name;
    }),
  };
}
