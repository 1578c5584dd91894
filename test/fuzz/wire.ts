import type { Random } from './random.ts';

/** Decoded names and values, as a query or a form carries them. */
export type Pairs = (readonly [string, string])[];

/** Flattens parameters to dotted names; lists are numbered in one of the ways that clients use. */
export function flatten(random: Random, parameters: Record<string, unknown>): Pairs {
  const pairs: Pairs = [];
  const put = (name: string, value: unknown): void => {
    if (value === undefined) return;
    if (Array.isArray(value)) {
      const numbers = numbering(random);
      if (value.length === 0) pairs.push([name, '']);
      for (const each of value) put(`${name}.${numbers()}`, each);
    } else if (typeof value === 'object' && value !== null) {
      for (const [part, each] of Object.entries(value)) put(`${name}.${part}`, each);
    } else {
      pairs.push([name, typeof value === 'string' ? value.toWellFormed() : String(value)]);
    }
  };
  for (const [name, value] of Object.entries(parameters)) put(name, value);
  return random.chance(0.3) ? random.shuffled(pairs) : pairs;
}

function numbering(random: Random): () => number {
  let next = random.pick([0, 1, 1, 1, 7]);
  const step = random.weighted([
    [9, 1],
    [1, 3],
  ]);
  return () => {
    next += step;
    return next - step;
  };
}

/** Names that no contract has, in every form that a reader of names can stumble over. */
export function strangePairs(random: Random, known: readonly string[]): Pairs {
  const base = known.length > 0 && random.chance(0.7) ? random.pick(known) : 'Moon';
  const name = random.pick([
    base,
    `${base}.`,
    `.${base}`,
    `${base}..1`,
    `${base}.1`,
    `${base}.0.0.0`,
    `${base}.-1`,
    `${base}.999999`,
    `${base}.99999999999999999999`,
    `${base}.1e3`,
    `${base}.01`,
    `${base}.x`,
    `${base}.1.Key`,
    `${base}.1.Values.1`,
    `${base}.__proto__`,
    `${base}.__proto__.polluted`,
    `${base}.constructor.prototype.polluted`,
    `${base}.length`,
    `${base}[0]`,
    `${base}[]`,
    `${base}.1`.repeat(random.int(2, 400)),
    base.toLowerCase(),
    ` ${base}`,
    `${base}\u0000`,
    '__proto__',
    '__proto__.polluted',
    'constructor',
    'constructor.prototype.polluted',
    'toString',
    'hasOwnProperty',
    '',
    '.',
    '中.1',
    '🐳',
    'Action',
    'Version',
    'X-Expires',
    'X-Date',
  ]);
  const pair = [name, random.pick(['', '1', 'x', 'true', 'a b'])] as const;
  return Array.from({ length: random.pick([1, 1, 1, 2, 30]) }, () => pair);
}
