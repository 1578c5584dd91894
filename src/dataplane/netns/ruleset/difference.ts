import type { Counts } from '../counters.ts';
import {
  type Chain,
  type NftSet,
  type Ruleset,
  TABLE,
  type Table,
  TableBuilder,
} from './ruleset.ts';

/** How many elements one command holds: nft reads a command as a whole. */
const ELEMENTS_PER_COMMAND = 2_000;

/**
 * The transaction that puts `wanted` in the place of whatever stands there under our names. The
 * kernel changes from one to the other between two packets. What was counted so far, by the sets that
 * count, stays counted.
 */
export function replacement(
  { tables }: Ruleset,
  counts: ReadonlyMap<string, Counts> = new Map(),
): string {
  return text(
    tables.flatMap((table) => {
      const empty = new TableBuilder(table.family);
      const name = `${table.family} ${TABLE}`;
      // To delete a table that is not there fails, and to make one that is there does nothing.
      return [`add table ${name}`, `delete table ${name}`, `add table ${name}`].concat(
        changes(empty, withCounts(table, counts)),
      );
    }),
  );
}

function withCounts(table: Table, counts: ReadonlyMap<string, Counts>): Table {
  const sets = new Map(table.sets);
  for (const [name, counted] of counts) {
    const set = sets.get(name);
    if (set === undefined || counted.size === 0) continue;
    const elements = new Map(set.elements);
    for (const [key, { packets, bytes }] of counted) {
      if (elements.has(key)) elements.set(key, ` counter packets ${packets} bytes ${bytes}`);
    }
    sets.set(name, { ...set, elements });
  }
  return { ...table, sets };
}

/** The names of the sets whose elements count. */
export const countingSets = ({ tables }: Ruleset): string[] =>
  tables.flatMap(({ sets }) =>
    [...sets].filter(([, { header }]) => header.includes('counter;')).map(([name]) => name),
  );

/**
 * The smallest transaction that makes `wanted` of `applied`, and '' when they are the same. Both
 * have the same tables.
 */
export function difference(applied: Ruleset, wanted: Ruleset): string {
  return text(
    wanted.tables.flatMap((table, index) => {
      const before = applied.tables[index];
      if (before?.family !== table.family) throw new Error('rulesets of different tables');
      return changes(before, table);
    }),
  );
}

const text = (commands: readonly string[]): string => commands.map((each) => `${each}\n`).join('');

/**
 * In this order each command finds what it refers to, and nothing that is deleted is still referred
 * to: elements and rules are what refers to sets and chains.
 */
function changes(before: Table, after: Table): string[] {
  const at = `${after.family} ${TABLE}`;
  const sets = compare(before.sets, after.sets, sameKindOfSet);
  const chains = compare(before.chains, after.chains, sameHook);
  const timeouts = compare(before.timeouts, after.timeouts, (a, b) => a === b);
  const kept = [...after.sets].filter(([name]) => !sets.made.has(name));
  const rewritten = [...after.chains].filter(
    ([name, { rules }]) => !chains.made.has(name) && !sameRules(before.chains.get(name), rules),
  );
  const elementsOf = (name: string): Elements => before.sets.get(name)?.elements ?? NO_ELEMENTS;
  return [
    ...[...chains.gone].map((name) => `flush chain ${at} ${name}`),
    ...rewritten.map(([name]) => `flush chain ${at} ${name}`),
    ...kept.flatMap(([name, { elements }]) =>
      elementCommands('delete', at, name, missing(elementsOf(name), elements)),
    ),
    ...[...sets.gone].map((name) => `flush ${kindOf(before, name)} ${at} ${name}`),
    ...[...chains.gone].map((name) => `delete chain ${at} ${name}`),
    ...[...sets.gone].map((name) => `delete ${kindOf(before, name)} ${at} ${name}`),
    ...[...timeouts.gone].map((name) => `delete ct timeout ${at} ${name}`),
    ...[...timeouts.made].map(
      (name) => `add ct timeout ${at} ${name} { ${after.timeouts.get(name)} }`,
    ),
    ...[...sets.made].map((name) => makeSet(at, name, after.sets.get(name))),
    ...[...chains.made].map((name) => makeChain(at, name, after.chains.get(name))),
    ...kept.flatMap(([name, { elements }]) =>
      elementCommands('add', at, name, missing(elements, elementsOf(name))),
    ),
    ...[...sets.made].flatMap((name) =>
      elementCommands('add', at, name, [...(after.sets.get(name)?.elements ?? NO_ELEMENTS)]),
    ),
    ...[...rewritten.map(([name]) => name), ...chains.made].flatMap((name) =>
      (after.chains.get(name)?.rules ?? []).map((rule) => `add rule ${at} ${name} ${rule}`),
    ),
  ];
}

type Elements = ReadonlyMap<string, string>;
const NO_ELEMENTS: Elements = new Map();

/** The names that are only in one of them, or in both with what cannot be changed in place. */
function compare<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  alike: (a: T, b: T) => boolean,
): { gone: Set<string>; made: Set<string> } {
  const gone = new Set<string>();
  const made = new Set<string>();
  for (const [name, old] of before) {
    const now = after.get(name);
    if (now === undefined || !alike(old, now)) gone.add(name);
  }
  for (const name of after.keys()) if (!before.has(name) || gone.has(name)) made.add(name);
  return { gone, made };
}

const sameKindOfSet = (a: NftSet, b: NftSet): boolean => a.kind === b.kind && a.header === b.header;
const sameHook = (a: Chain, b: Chain): boolean => a.hook === b.hook;
const sameRules = (before: Chain | undefined, rules: readonly string[]): boolean =>
  before?.rules.length === rules.length && before.rules.every((rule, i) => rule === rules[i]);
const kindOf = (table: Table, name: string): string => table.sets.get(name)?.kind ?? 'set';

/** The elements of `these` that are not among `those` with the same value. */
function missing(these: Elements, those: Elements): [string, string][] {
  const found: [string, string][] = [];
  for (const [key, value] of these) if (those.get(key) !== value) found.push([key, value]);
  return found;
}

function makeSet(at: string, name: string, set: NftSet | undefined): string {
  return `add ${set?.kind} ${at} ${name} { ${set?.header} }`;
}

function makeChain(at: string, name: string, chain: Chain | undefined): string {
  return `add chain ${at} ${name}${chain?.hook === undefined ? '' : ` { ${chain.hook} }`}`;
}

function elementCommands(
  verb: 'add' | 'delete',
  at: string,
  name: string,
  elements: readonly [string, string][],
): string[] {
  const commands: string[] = [];
  for (let from = 0; from < elements.length; from += ELEMENTS_PER_COMMAND) {
    const some = elements
      .slice(from, from + ELEMENTS_PER_COMMAND)
      .map(([key, value]) => (verb === 'add' ? `${key}${value}` : key));
    commands.push(`${verb} element ${at} ${name} { ${some.join(', ')} }`);
  }
  return commands;
}
