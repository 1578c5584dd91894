import type * as z from 'zod';
import { enforce, type Rule } from '#core/action.ts';
import { Refused } from '#core/refusal.ts';
import type { perResource } from './parameters.ts';
import type { BearerFacts } from './tag.rules.ts';

/**
 * Changes the tags of each resource whose rules hold, and reports why the others are refused. A
 * resource that is named twice is changed once. Source: docs 6396/130886.
 */
export async function onEach(
  resourceIds: readonly string[],
  rules: readonly Rule<BearerFacts>[],
  facts: (id: string) => Promise<BearerFacts>,
  change: (id: string) => Promise<void>,
): Promise<z.infer<typeof perResource>> {
  const errors = new Map<string, { Code: string; Message: string }>();
  const ids = [...new Set(resourceIds)];
  // In the same order for every writer, since each row is locked.
  for (const id of ids.toSorted()) {
    try {
      enforce(rules, await facts(id));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      errors.set(id, { Code: error.refusal.code, Message: error.message });
      continue;
    }
    await change(id);
  }
  return {
    OperationDetails: ids.map((ResourceId) => {
      const refused = errors.get(ResourceId);
      return refused ? { ResourceId, Error: refused } : { ResourceId };
    }),
  };
}
