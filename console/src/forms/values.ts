import type { Schema } from '../api/contracts.ts';

/*
 * What a form holds: nested as the contract is, with texts where something was typed. What cannot be
 * what the contract asks for is sent as it is, so that the server can say what is wrong with it.
 */

export type Values = Readonly<Record<string, unknown>>;
export type Path = readonly (string | number)[];

/** `Tags.1.Key`: a place in the parameters as it travels. */
export const wireName = (path: Path): string =>
  path.map((step) => (typeof step === 'number' ? step + 1 : step)).join('.');

/** `Tags.Key`: a place in the contract. */
export const contractName = (path: Path): string =>
  path.filter((step) => typeof step === 'string').join('.');

export function getIn(values: unknown, path: Path): unknown {
  let at = values;
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<string | number, unknown>)[step];
  }
  return at;
}

/** The values with another one in a place; undefined takes it away. */
export function setIn<T>(values: T, path: Path, value: unknown): T {
  const [step, ...rest] = path;
  if (step === undefined) return value as T;
  if (typeof step === 'number') {
    const list = Array.isArray(values) ? [...values] : [];
    list[step] = setIn(list[step], rest, value);
    return list as T;
  }
  const object: Record<string, unknown> = { ...(values as object) };
  object[step] = setIn(object[step], rest, value);
  return object as T;
}

/** What is given, without what is empty: that is what is sent. */
export function given(values: Values): Values {
  return (pruned(values) ?? {}) as Values;
}

function pruned(value: unknown): unknown {
  if (Array.isArray(value)) {
    const list = value.map(pruned).filter((each) => each !== undefined);
    return list.length === 0 ? undefined : list;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).flatMap(([key, each]) => {
      const inside = pruned(each);
      return inside === undefined ? [] : [[key, inside]];
    });
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  }
  return value === '' || value === null ? undefined : value;
}

/** The names of required parameters that are not given. */
export function missing(schema: Schema, values: Values): string[] {
  const have = given(values);
  return (schema.required ?? []).filter((name) => {
    const own = schema.properties?.[name];
    if (!(name in have)) return own?.default === undefined;
    return lacks(own, have[name]);
  });
}

/** Whether a structure inside lacks something that it needs. */
function lacks(schema: Schema | undefined, value: unknown): boolean {
  if (Array.isArray(value)) return value.some((each) => lacks(schema?.items, each));
  if (typeof value !== 'object' || value === null || schema?.properties === undefined) return false;
  return missing(schema, value as Values).length > 0;
}

/** Flat parameters, as they travel, built up again as the contract has them. Unknown ones stay flat. */
export function unflatten(schema: Schema, flat: Readonly<Record<string, string>>): Values {
  let values: Values = {};
  for (const [name, text] of Object.entries(flat)) {
    values = setIn(values, pathOf(schema, name) ?? [name], text);
  }
  return compacted(values) as Values;
}

function pathOf(schema: Schema, name: string): Path | undefined {
  const path: (string | number)[] = [];
  let at: Schema | undefined = schema;
  for (const step of name.split('.')) {
    if (at?.items !== undefined) {
      const index = Number(step);
      if (!Number.isInteger(index) || index < 0) return undefined;
      path.push(Math.max(0, index - 1));
      at = at.items;
    } else {
      at = at?.properties?.[step];
      if (at === undefined) return undefined;
      path.push(step);
    }
  }
  // A list that is named by itself has one item.
  return at?.items === undefined ? path : [...path, 0];
}

/** Without the holes of lists whose numbers had gaps. */
function compacted(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((each) => each !== undefined).map(compacted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, compacted(each)]));
}

/** Without what nobody may see, as where it would come into a URL. */
export function withoutSecrets(schema: Schema, values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => schema.properties?.[name]?.writeOnly !== true),
  );
}

/** What was typed, as what the contract says that it is: texts of numbers become numbers. */
export function typed(schema: Schema | undefined, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => typed(schema?.items, each));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    return Object.fromEntries(
      entries.map(([name, each]) => [name, typed(schema?.properties?.[name], each)]),
    );
  }
  if (typeof value !== 'string' || schema === undefined) return value;
  const isNumber = schema.type === 'integer' || schema.type === 'number';
  if (isNumber && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value);
  if (schema.type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}
