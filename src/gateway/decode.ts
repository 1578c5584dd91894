import { isUtf8 } from 'node:buffer';
import type { z } from 'zod';
import type { Action } from '../action.ts';
import { refuse } from '../refusal.ts';
import type { ParameterRefusals } from '../service.ts';
import { LIMITS, type Pair, readPairs, type Wire } from './read.ts';
import { gatewayRefusals } from './refusals.ts';
import { noteOf, type Shape, type Struct, schemaAt, structOf } from './shape.ts';

/**
 * The decode step: flat, dotted, 0- or 1-based parameters, in query, form or JSON, to the action's
 * typed request. Unknown parameters are ignored, empty ones are absent.
 * @throws Refused for missing, wrongly typed and malformed parameters.
 */
export function decode(wire: Wire, action: Action, refusals: ParameterRefusals): unknown {
  const struct = structFor(action);
  const root = branch();
  for (const pair of wire.query) plant(root, pair, struct);
  if (wire.body.length > 0) readBody(wire, root, struct);
  const shaped = castStruct(root, struct, '');
  const parsed = action.parameters.safeParse(shaped);
  if (parsed.success) return parsed.data;
  return refuseIssue(parsed.error.issues[0], shaped, action, refusals);
}

const structs = new WeakMap<Action, Struct>();

function structFor(action: Action): Struct {
  let struct = structs.get(action);
  if (struct === undefined) {
    struct = structOf(action.parameters);
    structs.set(action, struct);
  }
  return struct;
}

/** A wire value: text from a query or form, anything from JSON, or named parts. */
type Leaf = string | number | boolean | null;
interface Branch {
  readonly parts: Map<string, Leaf | Branch>;
  /** What JSON says it is; names in a query or form leave it open. */
  readonly is: 'array' | 'object' | undefined;
}

const branch = (is?: 'array' | 'object'): Branch => ({ parts: new Map(), is });

const MAX_DEPTH = 8;

function plant(root: Branch, [name, value]: Pair, struct: Struct): void {
  const dot = name.indexOf('.');
  if (!struct.fields.has(dot < 0 ? name : name.slice(0, dot))) return;
  if (dot < 0) {
    put(root, name, value, name);
    return;
  }
  const path = name.split('.');
  if (path.length > MAX_DEPTH) wrongType(name, 'it is nested too deeply');
  const last = path.pop() as string;
  let at = root;
  for (const step of path) {
    let next = at.parts.get(step);
    if (next === undefined || next === '') {
      next = branch();
      at.parts.set(step, next);
    }
    at = typeof next === 'object' && next !== null ? next : wrongType(name, 'it is given twice');
  }
  put(at, last, value, name);
}

function put(at: Branch, step: string, value: string, name: string): void {
  const there = at.parts.get(step);
  if (there !== undefined && there !== '' && there !== value) {
    if (value === '') return;
    wrongType(name, 'it is given twice');
  }
  at.parts.set(step, value);
}

function readBody(wire: Wire, root: Branch, struct: Struct): void {
  const type = (wire.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (!isUtf8(wire.body)) refuse(gatewayRefusals.MalformedRequest, 'its body is not UTF-8');
  const text = Buffer.from(wire.body).toString('utf8');
  if (type === 'application/json') {
    readJson(text, root, struct);
  } else if (type === 'application/x-www-form-urlencoded') {
    for (const pair of readPairs(text)) plant(root, pair, struct);
  } else {
    refuse(gatewayRefusals.MalformedRequest, `its body has the Content-Type [${type}]`);
  }
}

function readJson(text: string, root: Branch, struct: Struct): void {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    refuse(gatewayRefusals.MalformedRequest, 'its body is not JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    refuse(gatewayRefusals.MalformedRequest, 'its body is not a JSON object');
  }
  const count = { left: LIMITS.parameters };
  for (const [name, value] of Object.entries(body)) {
    if (!struct.fields.has(name) || value === null) continue;
    const there = root.parts.get(name);
    if (there !== undefined && there !== '' && there !== String(value)) {
      wrongType(name, 'it is given twice');
    }
    root.parts.set(name, fromJson(value, name, 0, count));
  }
}

function fromJson(
  value: unknown,
  name: string,
  depth: number,
  count: { left: number },
): Leaf | Branch {
  if (count.left-- === 0) {
    refuse(gatewayRefusals.RequestTooLarge, `${LIMITS.parameters} parameters`);
  }
  if (typeof value !== 'object' || value === null) return value as Leaf;
  if (depth === MAX_DEPTH) return wrongType(name, 'it is nested too deeply');
  const node = branch(Array.isArray(value) ? 'array' : 'object');
  for (const [step, part] of Object.entries(value)) {
    node.parts.set(step, fromJson(part, name, depth + 1, count));
  }
  return node;
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
      return castList(value, shape.item, name);
    case 'struct':
      if (typeof value !== 'object' || value.is === 'array') {
        return wrongType(name, 'it has named parts');
      }
      return castStruct(value, shape, name);
    default:
      if (typeof value === 'object') return wrongType(name, 'it has no parts');
      return castLeaf(value, shape.kind, name);
  }
}

function castList(value: Leaf | Branch, item: Shape, name: string): unknown[] | undefined {
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
  return items.sort((a, b) => a.index - b.index).map((each) => each.value);
}

function castLeaf(
  value: Exclude<Leaf, null>,
  kind: 'text' | 'integer' | 'number' | 'flag',
  name: string,
): unknown {
  switch (kind) {
    case 'text':
      if (typeof value !== 'string') return wrongType(name, 'it must be a string');
      return storable(value) ? value : wrongType(name, 'it holds a character that is not text');
    case 'flag':
      if (value === true || value === 'true') return true;
      if (value === false || value === 'false') return false;
      return wrongType(name, 'it must be true or false');
    case 'integer':
      if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
      if (typeof value === 'string' && /^-?\d{1,15}$/.test(value)) return Number(value);
      return wrongType(name, 'it must be an integer');
    case 'number':
      if (typeof value === 'number') return value;
      if (typeof value === 'string' && /^-?\d{1,15}(\.\d{1,15})?$/.test(value)) {
        return Number(value);
      }
      return wrongType(name, 'it must be a number');
  }
}

/** No engine keeps a lone surrogate, and not every one keeps U+0000. */
function storable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}

function wrongType(name: string, why: string): never {
  return refuse(gatewayRefusals.InvalidParameter, name, why);
}

function refuseIssue(
  issue: z.core.$ZodIssue | undefined,
  shaped: unknown,
  action: Action,
  refusals: ParameterRefusals,
): never {
  const path = issue?.path ?? [];
  const name = path.map((step) => (typeof step === 'number' ? step + 1 : String(step))).join('.');
  const untyped = issue?.code === 'invalid_type' || issue?.code === 'invalid_value';
  if (untyped && at(shaped, path) === undefined) {
    const { refusal, args } = refusals.missing(name);
    return refuse(refusal, ...args);
  }
  const schema = schemaAt(action.parameters, path);
  const note = schema && noteOf(schema);
  if (issue?.code === 'too_big' && note?.tooLong) return refuse(note.tooLong);
  if (note?.malformed) return refuse(note.malformed);
  const { refusal, args } = refusals.malformed(String(path[0] ?? ''));
  return refuse(refusal, ...args);
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (node, step) => (node as Record<PropertyKey, unknown> | undefined)?.[step],
    value,
  );
}
