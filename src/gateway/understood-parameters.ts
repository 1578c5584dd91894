import type { Action } from '#core/action.ts';
import type { ParameterRefusals } from '#core/service.ts';
import { decode, structFor } from './decode.ts';
import type { Shape, Struct } from './parameter-shape.ts';
import { type Branch, type Leaf, readParameterTree } from './parameter-tree.ts';
import type { Wire } from './read.ts';

/** Stands for a value that is not shown. */
export const HIDDEN = '***';

/**
 * The parameters of a request as its action understands them, without the values of those that are
 * sensitive. Of a request that cannot be decoded, what was sent under the names that the action has.
 */
export function understoodParameters(
  wire: Wire,
  action: Action,
  refusals: ParameterRefusals,
): Record<string, unknown> {
  const struct = structFor(action);
  return shown(readAsFarAsPossible(wire, action, refusals, struct), struct) as Record<
    string,
    unknown
  >;
}

function readAsFarAsPossible(
  wire: Wire,
  action: Action,
  refusals: ParameterRefusals,
  struct: Struct,
): unknown {
  try {
    return decode(wire, action, refusals);
  } catch {
    // Refused, as it was then.
  }
  try {
    return plain(readParameterTree(wire, struct));
  } catch {
    return {};
  }
}

function plain(node: Leaf | Branch): unknown {
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries([...node.parts].map(([step, part]) => [step, plain(part)]));
}

/** Whether something in a shape is not shown. */
export function isSensitive(shape: Shape): boolean {
  if (shape.kind === 'struct') return [...shape.fields.values()].some(isSensitive);
  if (shape.kind === 'list') return isSensitive(shape.item);
  return shape.kind === 'text' && shape.sensitive;
}

function shown(value: unknown, shape: Shape | undefined): unknown {
  if (value === undefined || value === '') return value;
  if (shape?.kind === 'text' && shape.sensitive) return HIDDEN;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const item = shape?.kind === 'list' ? shape.item : undefined;
    return value.map((each) => shown(each, item));
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, shown(part, partOf(shape, name))]),
  );
}

/** A list that could not be decoded has its items by number. */
function partOf(shape: Shape | undefined, name: string): Shape | undefined {
  if (shape?.kind === 'struct') return shape.fields.get(name);
  return shape?.kind === 'list' ? shape.item : undefined;
}
