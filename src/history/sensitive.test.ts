import { expect, it } from 'vitest';
import * as z from 'zod';
import { noteOf, unwrap } from '#gateway/parameter-shape.ts';
import { SERVICES } from '#test/support/services.ts';

/** Names of parameters whose values are nobody's business. */
const SECRET = /password|passwd|secret|private(?!ip)|userdata/i;

function secretsOf(schema: z.core.$ZodType, name: string): [string, boolean][] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject) {
    return Object.entries(inner.shape).flatMap(([step, part]) => secretsOf(part, step));
  }
  if (inner instanceof z.ZodArray) return secretsOf(inner.element, name);
  if (!(inner instanceof z.ZodString) || !SECRET.test(name)) return [];
  return [[name, noteOf(schema)?.sensitive === true]];
}

const found = SERVICES.flatMap(({ actions }) =>
  actions.flatMap(({ name, parameters }) =>
    secretsOf(parameters, '').map(([parameter, noted]) => [`${name} ${parameter}`, noted] as const),
  ),
);

it('every parameter that is called like a secret is noted as one: the history hides it', () => {
  expect(found.length).toBeGreaterThanOrEqual(6);
  expect(found.filter(([, noted]) => !noted)).toEqual([]);
});
