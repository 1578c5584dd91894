import * as z from 'zod';

/** What an SDK declares: the name of a scalar, a list of one shape, or an object of shapes. */
export type Shape = string | readonly [Shape] | { readonly [field: string]: Shape };

/**
 * Where a contract and an SDK's declaration disagree, each with its path. `missing` are the fields
 * that the SDK has and the contract has not; `wrong` are those of another type, or that an answer
 * may leave out.
 */
export interface Differences {
  readonly missing: string[];
  readonly wrong: string[];
}

export function differences(contract: z.ZodObject, declared: Shape): Differences {
  const found: Differences = { missing: [], wrong: [] };
  compare(contract, declared, '', found);
  return found;
}

function compare(schema: z.core.$ZodType, declared: Shape, path: string, found: Differences): void {
  const inner = unwrap(schema);
  const kind = kindOf(inner);
  if (kind !== kindOfDeclared(declared)) {
    found.wrong.push(`${path}: ${kind}, the SDK has ${kindOfDeclared(declared)}`);
  } else if (Array.isArray(declared) && inner instanceof z.ZodArray) {
    compare(inner.element, declared[0], `${path}[]`, found);
  } else if (inner instanceof z.ZodObject) {
    for (const [name, shape] of Object.entries(declared)) {
      const field = inner.shape[name];
      const at = path === '' ? name : `${path}.${name}`;
      if (field === undefined) found.missing.push(at);
      else compare(field, shape as Shape, at, found);
    }
  }
}

function kindOfDeclared(declared: Shape): string {
  if (typeof declared === 'string') return declared;
  return Array.isArray(declared) ? 'list' : 'struct';
}

function kindOf(schema: z.core.$ZodType): string {
  if (schema instanceof z.ZodObject || schema instanceof z.ZodRecord) return 'struct';
  if (schema instanceof z.ZodArray) return 'list';
  if (schema instanceof z.ZodBoolean) return 'boolean';
  if (schema instanceof z.ZodNumberFormat) return 'integer';
  if (schema instanceof z.ZodNumber) return 'number';
  if (schema instanceof z.ZodString || schema instanceof z.ZodEnum) return 'string';
  if (schema instanceof z.ZodLiteral) return typeof [...schema.values][0];
  return schema._zod.def.type;
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  let inner = schema;
  while (
    inner instanceof z.ZodOptional ||
    inner instanceof z.ZodDefault ||
    inner instanceof z.ZodNullable
  ) {
    inner = inner._zod.def.innerType;
  }
  return inner;
}

/** Values by the path of the parameter that an SDK lets through alone. */
export type ValueSets = Readonly<Record<string, readonly string[]>>;

/** What an SDK may send and a contract refuses, each as `path: value`. */
export function refusedValues(contract: z.ZodObject, sets: ValueSets): string[] {
  return Object.entries(sets).flatMap(([path, values]) => {
    const field = fieldAt(contract, path);
    const inList = field !== undefined && unwrap(field) instanceof z.ZodArray;
    return values
      .filter((value) => !field || !z.safeParse(field, inList ? [value] : value).success)
      .map((value) => `${path}: ${value}`);
  });
}

/** The schema at a path such as `Volumes[].VolumeType`. */
export function fieldAt(schema: z.core.$ZodType, path: string): z.core.$ZodType | undefined {
  let found: z.core.$ZodType | undefined = schema;
  for (const step of path.split(/\.|(?=\[\])/)) {
    const inner: z.core.$ZodType | undefined = found && unwrap(found);
    if (inner instanceof z.ZodArray && step === '[]') found = inner.element;
    else if (inner instanceof z.ZodObject) found = inner.shape[step];
    else return undefined;
  }
  return found;
}

/** The paths of fields that an answer may leave out. */
export function optional(schema: z.core.$ZodType, path = ''): string[] {
  if (schema instanceof z.ZodOptional) return [path, ...optional(schema._zod.def.innerType, path)];
  if (schema instanceof z.ZodArray) return optional(schema.element, `${path}[]`);
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).flatMap(([name, field]) =>
    optional(field as z.core.$ZodType, path === '' ? name : `${path}.${name}`),
  );
}
