import { fieldName, type Shape, type Struct } from './parameter-shape.ts';
import { type Pair, readPairs, type Wire } from './read.ts';

/** What the gateway itself reads, of every request. */
const READ_BY_ALL: ReadonlySet<string> = new Set([
  'Action',
  'Version',
  'X-Algorithm',
  'X-Credential',
  'X-Date',
  'X-Expires',
  'X-NotSignBody',
  'X-Security-Token',
  'X-Signature',
  'X-SignedHeaders',
  'X-SignedQueries',
]);

/** More would say no more: a request has up to two thousand. */
const AT_MOST = 100;

/**
 * The parameters that a request carries and its action does not have, by their names on the wire and
 * without their values: `SubnetID`, `Tags.1.Kee`. With no struct, for a request that found no action,
 * these are all of its parameters. What cannot be read at all has no names.
 */
export function unreadParameters(wire: Wire, struct: Struct | undefined): string[] {
  const unread = new Set<string>();
  const names = [...wire.query, ...formOf(wire)].map(([name]) => name);
  for (const name of names) {
    if (READ_BY_ALL.has(name) || (struct && isRead(struct, name.split('.')))) continue;
    unread.add(name);
  }
  const body = jsonOf(wire);
  if (body !== undefined) collect(body, struct, '', unread);
  for (const name of READ_BY_ALL) unread.delete(name);
  return [...unread].slice(0, AT_MOST);
}

function isRead(struct: Struct, steps: readonly string[]): boolean {
  let shape: Shape = struct;
  for (const step of steps) {
    // Parts of what has none are refused: they have been read.
    if (!hasParts(shape)) return true;
    const part = partOf(shape, step);
    if (part === undefined) return false;
    shape = part;
  }
  return true;
}

type WithParts = Extract<Shape, { kind: 'struct' | 'list' }>;

const hasParts = (shape: Shape): shape is WithParts =>
  shape.kind === 'struct' || shape.kind === 'list';

const partOf = (shape: WithParts, step: string): Shape | undefined =>
  shape.kind === 'struct' ? shape.fields.get(fieldName(shape, step) ?? '') : shape.item;

/** As deep as the shape goes, however deep the value is. */
function collect(
  value: object,
  shape: WithParts | undefined,
  path: string,
  unread: Set<string>,
): void {
  for (const [step, part] of Object.entries(value)) {
    const name = path === '' ? step : `${path}.${step}`;
    const inner = shape && partOf(shape, step);
    if (inner === undefined) unread.add(name);
    else if (typeof part === 'object' && part !== null && hasParts(inner)) {
      collect(part, inner, name, unread);
    }
  }
}

const typeOf = ({ headers }: Wire) =>
  (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();

const textOf = ({ body }: Wire) => Buffer.from(body).toString('utf8');

function formOf(wire: Wire): Pair[] {
  if (wire.body.length === 0 || typeOf(wire) !== 'application/x-www-form-urlencoded') return [];
  try {
    return readPairs(textOf(wire));
  } catch {
    return [];
  }
}

function jsonOf(wire: Wire): object | undefined {
  if (wire.body.length === 0 || typeOf(wire) !== 'application/json') return undefined;
  try {
    const body: unknown = JSON.parse(textOf(wire));
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? body : undefined;
  } catch {
    return undefined;
  }
}
