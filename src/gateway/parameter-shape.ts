import * as z from 'zod';
import { parameterNotes } from '#core/parameters.ts';
import type { Refusal } from '#core/refusal.ts';

/**
 * The shape of an action's parameters, derived once from its zod contract. The flat wire parameters
 * are converted to it before zod checks their limits.
 */
export type Shape =
  | {
      readonly kind: 'text';
      readonly keepsEmpty: boolean;
      /** For an enumeration: each word by its lower-case form. */
      readonly spellings: ReadonlyMap<string, string> | undefined;
      /** Its value is not to be shown. */
      readonly sensitive: boolean;
    }
  | { readonly kind: 'integer' | 'number' | 'flag' }
  | { readonly kind: 'list'; readonly item: Shape; readonly disordered: Refusal | undefined }
  | {
      readonly kind: 'struct';
      readonly fields: ReadonlyMap<string, Shape>;
      /** The fields that have another name too, by that. */
      readonly aliases: ReadonlyMap<string, string>;
    };

export type Struct = Extract<Shape, { kind: 'struct' }>;

/** @throws when a contract uses a zod type that no wire parameter can have. */
export function structOf(schema: z.ZodObject): Struct {
  const fields = new Map<string, Shape>();
  const aliases = new Map<string, string>();
  for (const [name, field] of Object.entries(schema.shape)) {
    fields.set(name, shapeOf(field));
    const alias = noteOf(field)?.alias;
    if (alias !== undefined) aliases.set(alias, name);
  }
  return { kind: 'struct', fields, aliases };
}

/** What the contract calls the field that a request calls `name`; undefined where there is none. */
export const fieldName = ({ fields, aliases }: Struct, name: string): string | undefined =>
  fields.has(name) ? name : aliases.get(name);

function shapeOf(schema: z.core.$ZodType): Shape {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject) return structOf(inner);
  if (inner instanceof z.ZodArray) {
    return {
      kind: 'list',
      item: shapeOf(inner.element),
      disordered: noteOf(schema)?.disordered,
    };
  }
  if (inner instanceof z.ZodBoolean) return { kind: 'flag' };
  if (inner instanceof z.ZodNumber) {
    return { kind: inner instanceof z.ZodNumberFormat ? 'integer' : 'number' };
  }
  if (inner instanceof z.ZodString || inner instanceof z.ZodEnum) {
    const about = noteOf(schema);
    const words = inner instanceof z.ZodEnum ? inner.options.map(String) : about?.spellings;
    const spellings = words && byLowerCase(words);
    const sensitive = about?.sensitive === true;
    return { kind: 'text', keepsEmpty: about?.keepsEmpty === true, spellings, sensitive };
  }
  throw new Error(`a parameter cannot be a zod ${inner._zod.def.type}`);
}

/** @throws when two of the words differ only in case. */
function byLowerCase(words: readonly string[]): ReadonlyMap<string, string> {
  const spellings = new Map(words.map((word) => [word.toLowerCase(), word]));
  if (spellings.size < words.length) throw new Error(`some differ in case alone: ${words}`);
  return spellings;
}

/** The schema under optional and default wrappers. */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) {
    inner = inner._zod.def.innerType;
  }
  return inner;
}

/** The note on a schema or on what it wraps. */
export function noteOf(schema: z.core.$ZodType) {
  let inner: z.core.$ZodType = schema;
  for (;;) {
    const note = parameterNotes.get(inner);
    if (note !== undefined) return note;
    if (!(inner instanceof z.ZodOptional || inner instanceof z.ZodDefault)) return undefined;
    inner = inner._zod.def.innerType;
  }
}

/** The schema at the path of an issue, as deep as the contract goes. */
export function schemaAt(
  schema: z.core.$ZodType,
  path: readonly PropertyKey[],
): z.core.$ZodType | undefined {
  let at: z.core.$ZodType | undefined = schema;
  for (const step of path) {
    const inner: z.core.$ZodType | undefined = at && unwrap(at);
    if (inner instanceof z.ZodObject) at = inner.shape[String(step)];
    else if (inner instanceof z.ZodArray) at = inner.element;
    else return undefined;
  }
  return at;
}
