import type { Entries } from './entries.ts';

/* Entries as lines for `ip -batch`. */

export interface Lines {
  /** In the order in which they are to be run. */
  readonly batch: readonly string[];
  /** Arguments for `ip -6`: a line of a batch cannot name the family of a routing rule. */
  readonly rules6: readonly (readonly string[])[];
}

/** What makes `wanted` of `present`. What changes is replaced, so that there is no gap. */
export function linesBetween(present: Entries, wanted: Entries): Lines {
  const removed: string[] = [];
  const added: string[] = [];
  for (const key of present.keys()) if (!wanted.has(key)) removed.push(removal(key));
  for (const [key, value] of wanted) {
    if (present.get(key) !== value) added.push(addition(key, value));
  }
  // Routes lead to neighbours, and rules to routes.
  const all = [...removed, ...added.sort((a, b) => order(a) - order(b))];
  const ofRules6 = (line: string): boolean => line.startsWith(RULE6);
  return {
    batch: all.filter((line) => !ofRules6(line)),
    rules6: all.filter(ofRules6).map((line) => line.slice(RULE6.length).split(' ')),
  };
}

const RULE6 = '-6 ';
const ORDER = ['addr', 'neigh', 'route', 'rule', '-6'];
const order = (line: string): number => ORDER.indexOf(line.slice(0, line.indexOf(' ')));

function addition(key: string, value: string): string {
  const [kind, first = '', second = '', ...rest] = key.split(' ');
  switch (kind) {
    case 'address':
      return `addr replace ${first} dev lo`;
    case 'route':
      return `route replace ${[second, value, 'table', first, ...rest].join(' ')}`;
    case 'neighbour':
      return `neigh replace ${second} lladdr ${value} dev ${first} nud permanent`;
    default:
      return rule('add', first, second, rest);
  }
}

function removal(key: string): string {
  const [kind, first = '', second = '', ...rest] = key.split(' ');
  switch (kind) {
    case 'address':
      return `addr del ${first} dev lo`;
    case 'route':
      return `route del ${[second, 'table', first, ...rest].join(' ')}`;
    case 'neighbour':
      return `neigh del ${second} dev ${first}`;
    default:
      return rule('del', first, second, rest);
  }
}

function rule(verb: string, family: string, priority: string, selector: string[]): string {
  return [family === '6' ? '-6 rule' : 'rule', verb, 'pref', priority, ...selector].join(' ');
}
