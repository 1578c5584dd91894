import * as z from 'zod';
import type { Policy } from '#world/world.ts';

const actions = z.union([z.string(), z.array(z.string())]).transform((given) => [given].flat());

const document = z.object({
  Statement: z
    .array(z.object({ Effect: z.enum(['Allow', 'Deny']), Action: actions }))
    .min(1)
    .max(100),
});

/**
 * Reads a policy document: its actions count, its resources and conditions do not. Undefined when
 * the text is not such a document.
 */
export function readPolicy(text: string): Policy | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = document.safeParse(json);
  if (!parsed.success) return undefined;
  const of = (effect: 'Allow' | 'Deny') =>
    parsed.data.Statement.filter(({ Effect }) => Effect === effect).flatMap(({ Action }) => Action);
  return { allow: of('Allow'), deny: of('Deny') };
}
