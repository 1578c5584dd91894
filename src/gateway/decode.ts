import type { z } from 'zod';
import type { Action } from '#core/action.ts';
import { refuseParameter } from '#core/refusal.ts';
import type { ParameterRefusals } from '#core/service.ts';
import { reasonOf } from './parameter-reason.ts';
import { noteOf, type Shape, type Struct, schemaAt, structOf } from './parameter-shape.ts';
import { type Branch, type Leaf, readParameterTree, wrongType } from './parameter-tree.ts';
import type { Wire } from './read.ts';

/**
 * The decode step: turns flat, dotted, 0- or 1-based parameters in the query, a form or JSON into
 * the action's typed request. Unknown parameters are ignored; empty ones count as absent.
 * @throws Refused for missing, wrongly typed and malformed parameters.
 */
export function decode(wire: Wire, action: Action, refusals: ParameterRefusals): unknown {
  const struct = structFor(action);
  const shaped = castStruct(readParameterTree(wire, struct), struct, '');
  const parsed = action.parameters.safeParse(shaped);
  if (parsed.success) return parsed.data;
  return refuseIssue(parsed.error.issues[0] as z.core.$ZodIssue, shaped, action, refusals);
}

/**
 * The parameters of a request that {@link decode} has taken, in text, as the contract names and
 * spells them, lists from 1: `Tags.1.Key`. Defaults are not among them.
 */
export function parametersOf(wire: Wire, action: Action): ReadonlyMap<string, string> {
  const struct = structFor(action);
  const found = new Map<string, string>();
  flatten(castStruct(readParameterTree(wire, struct), struct, ''), '', found);
  return found;
}

function flatten(value: unknown, name: string, found: Map<string, string>): void {
  if (typeof value !== 'object' || value === null) {
    found.set(name, String(value));
    return;
  }
  const isList = Array.isArray(value);
  for (const [step, part] of Object.entries(value)) {
    const below = isList ? String(Number(step) + 1) : step;
    flatten(part, name === '' ? below : `${name}.${below}`, found);
  }
}

const structs = new WeakMap<Action, Struct>();

/** The shape of an action's parameters. */
export function structFor(action: Action): Struct {
  let struct = structs.get(action);
  if (struct === undefined) {
    struct = structOf(action.parameters);
    structs.set(action, struct);
  }
  return struct;
}

function castStruct(node: Branch, struct: Struct, path: string): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, value] of node.parts) {
    const shape = struct.fields.get(name);
    if (shape === undefined) continue;
    const cast = castValue(value, shape, path === '' ? name : `${path}.${name}`);
    if (cast !== undefined) result[name] = cast;
  }
  return result;
}

function castValue(value: Leaf | Branch, shape: Shape, name: string): unknown {
  if (value === null) return undefined;
  if (value === '' && !(shape.kind === 'text' && shape.keepsEmpty)) return undefined;
  switch (shape.kind) {
    case 'list':
      return castList(value, shape, name);
    case 'struct':
      if (typeof value !== 'object' || value.is === 'array') {
        return wrongType(name, 'it has named parts');
      }
      return castStruct(value, shape, name);
    default:
      if (typeof value === 'object') return wrongType(name, 'it has no parts');
      return castLeaf(value, shape, name);
  }
}

function castList(
  value: Leaf | Branch,
  { item, disordered }: Extract<Shape, { kind: 'list' }>,
  name: string,
): unknown[] | undefined {
  if (typeof value !== 'object' || value === null || value.is === 'object') {
    return wrongType(name, 'it is a list: name its items by number');
  }
  const items: { index: number; value: unknown }[] = [];
  for (const [step, part] of value.parts) {
    if (!/^\d{1,6}$/.test(step)) return wrongType(name, 'its items are named by number');
    const cast = castValue(part, item, `${name}.${step}`);
    if (cast !== undefined) items.push({ index: Number(step), value: cast });
  }
  if (items.length === 0) return undefined;
  items.sort((a, b) => a.index - b.index);
  const first = Math.min(items[0]?.index ?? 0, 1);
  if (disordered && items.some(({ index }, place) => index !== first + place)) {
    const reason = 'its items are not numbered one after the other';
    refuseParameter({ parameter: name, reason }, disordered);
  }
  return items.map((each) => each.value);
}

function castLeaf(
  value: Exclude<Leaf, null>,
  shape: Exclude<Shape, { kind: 'list' | 'struct' }>,
  name: string,
): unknown {
  switch (shape.kind) {
    case 'text': {
      const text = textOf(value);
      if (text === undefined) return wrongType(name, 'it must be a string');
      if (!storable(text)) return wrongType(name, 'it holds a character that is not text');
      return shape.spellings?.get(text.toLowerCase()) ?? text;
    }
    case 'flag':
      return FLAGS.get(String(value).toLowerCase()) ?? wrongType(name, 'it must be true or false');
    case 'integer':
      if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
      if (typeof value === 'string' && /^-?\d{1,15}(\.0{1,15})?$/.test(value)) return Number(value);
      return wrongType(name, 'it must be an integer');
    case 'number':
      if (typeof value === 'number') return value;
      if (typeof value === 'string' && /^-?\d{1,15}(\.\d{1,15})?$/.test(value)) {
        return Number(value);
      }
      return wrongType(name, 'it must be a number');
  }
}

/**
 * Python clients write `True` and `False` into a query, as the official SDK did until 5.0; PHP's
 * http_build_query, which the vendor's older PHP client calls, writes `1` and `0`.
 */
const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
  ['1', true],
  ['0', false],
]);

/**
 * The same `Value: 1` arrives as text in a query and as a number in JSON: both are the same text.
 * The text of a number with a fraction is lost in JSON: 1.10 has become 1.1.
 */
function textOf(value: Exclude<Leaf, null>): string | undefined {
  return typeof value === 'number' && !Number.isSafeInteger(value) ? undefined : String(value);
}

/** No engine can store a lone surrogate, and not every engine can store U+0000. */
function storable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}

function refuseIssue(
  issue: z.core.$ZodIssue,
  shaped: unknown,
  action: Action,
  refusals: ParameterRefusals,
): never {
  const { path } = issue;
  const name = path.map((step) => (typeof step === 'number' ? step + 1 : String(step))).join('.');
  const untyped = issue.code === 'invalid_type' || issue.code === 'invalid_value';
  if (untyped && at(shaped, path) === undefined) {
    const { refusal, args } = refusals.missing(name);
    return refuseParameter({ parameter: name, reason: 'it is required' }, refusal, ...args);
  }
  const subject = { parameter: name, reason: reasonOf(issue) };
  const schema = schemaAt(action.parameters, path);
  const note = schema && noteOf(schema);
  if (issue.code === 'too_big' && note?.tooLong) return refuseParameter(subject, note.tooLong);
  if (note?.notOffered) return wrongType(name, note.notOffered);
  if (note?.malformed) return refuseParameter(subject, note.malformed);
  const { refusal, args } = refusals.malformed(String(path[0] ?? ''));
  return refuseParameter(subject, refusal, ...args);
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (node, step) => (node as Record<PropertyKey, unknown> | undefined)?.[step],
    value,
  );
}
