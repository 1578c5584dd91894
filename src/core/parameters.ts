import * as z from 'zod';
import type { Refusal } from './refusal.ts';

/**
 * The parameter types that contracts are made of. A contract is one `z.object` of these. The
 * gateway uses it to build nested parameters from the flat ones on the wire; docs and explain read
 * it.
 */

/** What a schema node says about itself beyond its type. */
export interface ParameterNote {
  /** The refusal of a value outside the documented limits. */
  readonly malformed?: Refusal;
  /** The refusal of a value that is too long, where the vendor words it apart. */
  readonly tooLong?: Refusal;
  /** The refusal of a list whose items are not numbered one after the other, from 0 or 1. */
  readonly disordered?: Refusal;
  /** Why any value is refused; `false` is not, because it means the same as leaving it out. */
  readonly notOffered?: string;
  /** An empty value counts as given. Elsewhere an empty value is an absent one. */
  readonly keepsEmpty?: true;
  /** Its value is shown to nobody, and not kept in the history of requests. */
  readonly sensitive?: true;
  /** Another name that clients send it by. Of an action's own parameters, not of parts of one. */
  readonly alias?: string;
  /** Words that are accepted in any case, as every enumeration's are. */
  readonly spellings?: readonly string[];
}

export const parameterNotes = z.registry<ParameterNote>();

/** Attaches a note to a schema, beside what it has noted already. */
export function note<S extends z.ZodType>(schema: S, about: ParameterNote): S {
  parameterNotes.add(schema, { ...parameterNotes.get(schema), ...about });
  return schema;
}

/**
 * A parameter of the vendor's that asks for something not offered here. It is refused, because
 * ignoring it would make a different resource from the one requested.
 */
export const notOffered = <S extends z.ZodType>(schema: S, why: string): S =>
  note(
    schema.refine((value) => value === false, why),
    { notOffered: why },
  );

/** An identifier. It either exists or does not, so no spelling of it is malformed. */
export const id = () => z.string().max(256);

/** Free text of `min` to `max` characters. */
export const text = (max: number, min = 0) => z.string().min(min).max(max);

export const integer = (min: number, max: number) => z.int().min(min).max(max);

/**
 * A word of an open set, such as a status to filter by. The `known` ones are accepted in any case
 * and normalised to the spelling here; any other word is kept as it is.
 */
export const word = (...known: readonly string[]) => note(z.string().max(64), { spellings: known });

/** A boolean. Its spellings on the wire are in gateway/decode.ts. */
export const flag = () => z.boolean();

export const list = <S extends z.ZodType>(item: S, max: number) => z.array(item).max(max);

/**
 * A token with which a repeated request gets the answer of the first one; 64 ASCII characters at
 * most. Each service has its own message for a malformed token.
 */
export const clientToken = () => z.string().regex(/^[\x20-\x7e]{1,64}$/);
