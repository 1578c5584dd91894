import * as z from 'zod';
import type { Refusal } from './refusal.ts';

/**
 * The kinds of parameters that contracts are made of. A contract is one `z.object` of these;
 * the gateway shapes the flat wire parameters by it, docs and explain read it.
 */

/** What a schema node says about itself beyond its type. */
export interface ParameterNote {
  /** The refusal of a value outside the documented limits. */
  readonly malformed?: Refusal;
  /** The refusal of a value that is too long, where the vendor words it apart. */
  readonly tooLong?: Refusal;
  /** The refusal of a list whose items are not numbered one after the other, from 0 or 1. */
  readonly disordered?: Refusal;
  /** Why any value but `false` is refused, which stands for its absence. */
  readonly notOffered?: string;
  /** An empty value counts as given. Elsewhere an empty value is an absent one. */
  readonly keepsEmpty?: true;
  /** Words that are taken in upper, lower and mixed case, as those of every enumeration are. */
  readonly spellings?: readonly string[];
}

export const parameterNotes = z.registry<ParameterNote>();

/** Attaches a note to a schema. */
export function note<S extends z.ZodType>(schema: S, about: ParameterNote): S {
  parameterNotes.add(schema, about);
  return schema;
}

/**
 * A parameter that the vendor has and that asks for something that is not offered here: it is refused,
 * for to ignore it would make another resource than the one that was asked for.
 */
export const notOffered = <S extends z.ZodType>(schema: S, why: string): S =>
  note(
    schema.refine((value) => value === false, why),
    { notOffered: why },
  );

/** An identifier: it either exists or it does not, so no form of it is malformed. */
export const id = () => z.string().max(256);

/** Free text of `min` to `max` characters. */
export const text = (max: number, min = 0) => z.string().min(min).max(max);

export const integer = (min: number, max: number) => z.int().min(min).max(max);

/**
 * A word of a set that may have others besides `known`, such as a status to filter by. The known
 * ones are taken in any case and kept as they are spelled here; any other is kept as it came.
 */
export const word = (...known: readonly string[]) => note(z.string().max(64), { spellings: known });

/** A truth value. Its spellings on the wire: gateway/decode.ts. */
export const flag = () => z.boolean();

export const list = <S extends z.ZodType>(item: S, max: number) => z.array(item).max(max);

/**
 * A token that makes a repeated request answer as the first one did; 64 ASCII characters at most.
 * Each service words a malformed one in its own way.
 */
export const clientToken = () => z.string().regex(/^[\x20-\x7e]{1,64}$/);
