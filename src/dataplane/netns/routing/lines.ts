import type { Entries } from './entries.ts';

/* Entries as lines for `ip -batch`. */

/**
 * The lines that make `wanted` of `present`. What changes is replaced, so that there is no gap.
 * Those that remove are to be run first, and may find what they remove gone.
 */
export function linesBetween(
  present: Entries,
  wanted: Entries,
): { readonly removing: readonly string[]; readonly adding: readonly string[] } {
  const removing: string[] = [];
  const adding: string[] = [];
  for (const key of present.keys()) {
    // What a link is told goes with the link.
    if (!wanted.has(key) && !key.startsWith('prompt')) removing.push(removal(key));
  }
  for (const [key, value] of wanted) {
    if (present.get(key) !== value) adding.push(addition(key, value));
  }
  return { removing, adding: adding.sort((a, b) => order(a) - order(b)) };
}

/** Routes lead to neighbours, and rules to routes. */
const ORDER = ['ntable', 'addr', 'neigh', 'route', 'rule', '-6'];
const order = (line: string): number => ORDER.indexOf(line.slice(0, line.indexOf(' ')));

function addition(key: string, value: string): string {
  const [kind, first = '', second = '', ...rest] = key.split(' ');
  switch (kind) {
    case 'prompt':
      return `ntable change name arp_cache dev ${first} proxy_delay 0`;
    case 'proxy':
      return `neigh replace proxy ${second} dev ${first}`;
    case 'address':
      return `addr replace ${second} dev ${first}${second.includes(':') ? ' nodad' : ''}`;
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
      return `addr del ${second} dev ${first}`;
    case 'route':
      return `route del ${[second, 'table', first, ...rest].join(' ')}`;
    case 'proxy':
      return `neigh del proxy ${second} dev ${first}`;
    case 'neighbour':
      return `neigh del ${second} dev ${first}`;
    default:
      return rule('del', first, second, rest);
  }
}

function rule(verb: string, family: string, priority: string, selector: string[]): string {
  return [family === '6' ? '-6 rule' : 'rule', verb, 'pref', priority, ...selector].join(' ');
}
