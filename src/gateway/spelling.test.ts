import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { SERVICES } from '#test/support/services.ts';
import { decode } from './decode.ts';
import { unwrap } from './parameter-shape.ts';
import { read } from './read.ts';

/** One enumeration of one action: the way to it on the wire, and its words. */
interface Enumeration {
  readonly label: string;
  readonly schema: z.core.$ZodType;
  /** What is missing to a whole request: the value of the parameter itself. */
  readonly path: readonly string[];
  readonly words: readonly string[];
}

/** Every enumeration in every contract, found by walking the contracts. */
const enumerations = SERVICES.flatMap(({ name: service, actions }) =>
  actions.flatMap(({ name, parameters }) => {
    const found: Enumeration[] = [];
    const walk = (schema: z.core.$ZodType, path: readonly string[]): void => {
      const inner = unwrap(schema);
      if (inner instanceof z.ZodObject) {
        for (const [step, part] of Object.entries(inner.shape)) walk(part, [...path, step]);
      } else if (inner instanceof z.ZodArray) {
        walk(inner.element, [...path, '1']);
      } else if (inner instanceof z.ZodEnum) {
        const label = `${service}:${name} ${path.join('.')}`;
        found.push({ label, schema, path, words: inner.options.map(String) });
      }
    };
    walk(parameters, []);
    return found;
  }),
);

/** What decoding makes of the parameter at `path`, in a contract that has nothing else. */
function decodedAs({ schema, path }: Enumeration, sent: string): unknown {
  const contract = path.reduceRight<z.core.$ZodType>(
    (inner, step) =>
      step === '1' ? z.array(inner) : (z.object({ [step]: inner }) as z.core.$ZodType),
    schema,
  ) as z.ZodObject;
  const action = { parameters: contract } as Parameters<typeof decode>[1];
  const wire = read('GET', `/?${path.join('.')}=${sent}`, {}, new Uint8Array());
  const nothing = { http: 400, code: 'X', message: '', source: 'ours' } as const;
  const refusal = () => ({ refusal: nothing, args: [] });
  const input = decode(wire, action, { missing: refusal, malformed: refusal });
  return path.reduce<unknown>(
    (at, step) => (at as Record<string, unknown>)[step === '1' ? '0' : step],
    input,
  );
}

describe('the words of an enumeration', () => {
  it('are found in the contracts', () => expect(enumerations.length).toBeGreaterThan(60));

  it.each(
    enumerations.map((each) => [each.label, each] as const),
  )('%s: are taken in any case, and kept in the vendor’s', (_, enumeration) => {
    for (const word of enumeration.words) {
      const mixed = [...word]
        .map((letter, at) => (at % 2 ? letter.toUpperCase() : letter))
        .join('');
      for (const sent of [word, word.toUpperCase(), word.toLowerCase(), mixed]) {
        expect(decodedAs(enumeration, sent)).toBe(word);
      }
    }
  });
});
