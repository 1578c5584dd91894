import { isUtf8 } from 'node:buffer';
import { refuse, refuseParameter } from '#core/refusal.ts';
import { scanJson } from './json-names.ts';
import { fieldName, type Struct } from './parameter-shape.ts';
import { LIMITS, type Pair, readPairs, soleValue, type Wire } from './read.ts';
import { gatewayRefusals } from './refusals.ts';

/** A wire value: text from a query or form, anything from JSON, or named parts. */
export type Leaf = string | number | boolean | null;
export interface Branch {
  readonly parts: Map<string, Leaf | Branch>;
  /** What JSON says that it is; names in a query or form do not say it. */
  readonly is: 'array' | 'object' | undefined;
}

/**
 * The parameters that the contract names, from query, form and JSON, as one tree.
 * @throws Refused for bodies that cannot be read and for parameters that are given twice.
 */
export function readParameterTree(wire: Wire, struct: Struct): Branch {
  const root = branch();
  for (const pair of wire.query) plant(root, pair, struct);
  if (wire.body.length > 0) readBody(wire, root, struct);
  return root;
}

const branch = (is?: 'array' | 'object'): Branch => ({ parts: new Map(), is });

const MAX_DEPTH = 8;

function plant(root: Branch, [name, value]: Pair, struct: Struct): void {
  const dot = name.indexOf('.');
  const field = fieldName(struct, dot < 0 ? name : name.slice(0, dot));
  if (field === undefined) return;
  if (dot < 0) {
    put(root, field, value, name);
    return;
  }
  const path = [field, ...name.slice(dot + 1).split('.')];
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
  const named = new Named(wire);
  if (type === 'application/json') {
    readJson(text, root, struct, named);
  } else if (type === 'application/x-www-form-urlencoded') {
    for (const pair of readPairs(text)) {
      named.refuseOther(...pair);
      plant(root, pair, struct);
    }
  } else {
    refuse(gatewayRefusals.MalformedRequest, `its body has the Content-Type [${type}]`);
  }
}

/** The action that the query names. A body that names another action is refused. */
class Named {
  readonly #values: ReadonlyMap<string, string | undefined>;

  constructor({ query }: Wire) {
    this.#values = new Map(['Action', 'Version'].map((name) => [name, soleValue(query, name)]));
  }

  refuseOther(name: string, value: unknown): void {
    if (!this.#values.has(name) || value === null || value === '') return;
    if (value !== this.#values.get(name)) wrongType(name, 'it is given twice');
  }
}

function readJson(text: string, root: Branch, struct: Struct, named: Named): void {
  const fault = scanJson(text, LIMITS.parameters);
  if (fault?.is === 'too many values') {
    refuse(gatewayRefusals.RequestTooLarge, `${LIMITS.parameters} parameters`);
  }
  if (fault) wrongType(fault.name, 'it is given twice');
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    refuse(gatewayRefusals.MalformedRequest, 'its body is not JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    refuse(gatewayRefusals.MalformedRequest, 'its body is not a JSON object');
  }
  for (const [name, value] of Object.entries(body)) {
    named.refuseOther(name, value);
    const field = fieldName(struct, name);
    if (field === undefined || value === null) continue;
    const there = root.parts.get(field);
    if (there !== undefined && there !== '' && there !== String(value)) {
      wrongType(name, 'it is given twice');
    }
    root.parts.set(field, fromJson(value, name, 0));
  }
}

function fromJson(value: unknown, name: string, depth: number): Leaf | Branch {
  if (typeof value !== 'object' || value === null) return value as Leaf;
  if (depth === MAX_DEPTH) return wrongType(name, 'it is nested too deeply');
  const node = branch(Array.isArray(value) ? 'array' : 'object');
  for (const [step, part] of Object.entries(value)) {
    node.parts.set(step, fromJson(part, name, depth + 1));
  }
  return node;
}

/** Refuses a parameter whose value is not of its type. */
export function wrongType(name: string, why: string): never {
  const subject = { parameter: name, reason: why };
  return refuseParameter(subject, gatewayRefusals.InvalidParameter, name, why);
}
