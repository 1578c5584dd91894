/*
 * An nftables ruleset as data, so that two of them can be compared. Names, keys and rules are text
 * that nft reads: whoever makes one makes it of checked values only.
 */

export interface Ruleset {
  readonly tables: readonly Table[];
}

export interface Table {
  readonly family: 'inet' | 'arp';
  readonly sets: ReadonlyMap<string, NftSet>;
  readonly chains: ReadonlyMap<string, Chain>;
  /** How long connections are remembered, by name: what never changes under one. */
  readonly timeouts: ReadonlyMap<string, string>;
}

export interface NftSet {
  readonly kind: 'set' | 'map';
  /** Its type, its flags and what each element carries: `type ifname; counter;`. */
  readonly header: string;
  /** What follows each key: a map's value, or what an element carries. */
  readonly elements: ReadonlyMap<string, string>;
}

export interface Chain {
  /** Where packets come from, and what becomes of those that no rule decides; absent when by jumps. */
  readonly hook?: string;
  readonly rules: readonly string[];
}

/** States of a connection that have a time, as the kernel calls them. */
type TimedState = 'established' | 'time_wait' | 'close' | 'unreplied' | 'replied';

/** The name of every table that is made here. */
export const TABLE = 'tenon';

/** A table while it is being put together. */
export class TableBuilder implements Table {
  readonly family: Table['family'];
  readonly sets = new Map<string, NftSet & { readonly elements: Map<string, string> }>();
  readonly chains = new Map<string, Chain>();
  readonly timeouts = new Map<string, string>();

  constructor(family: Table['family']) {
    this.family = family;
  }

  /** Makes a set with these elements, and gives the name by which rules refer to it. */
  set(name: string, header: string, elements: Iterable<string> = []): string {
    const withoutValues = new Map<string, string>();
    for (const key of elements) withoutValues.set(key, '');
    this.sets.set(name, { kind: 'set', header, elements: withoutValues });
    return `@${name}`;
  }

  /** Makes a set whose elements carry something each. */
  setOf(name: string, header: string, elements: ReadonlyMap<string, string>): string {
    const carried = new Map<string, string>();
    for (const [key, value] of elements) carried.set(key, ` ${value}`);
    this.sets.set(name, { kind: 'set', header, elements: carried });
    return `@${name}`;
  }

  map(name: string, header: string, elements: ReadonlyMap<string, string>): string {
    const values = new Map<string, string>();
    for (const [key, value] of elements) values.set(key, ` : ${value}`);
    this.sets.set(name, { kind: 'map', header, elements: values });
    return `@${name}`;
  }

  /** Makes an object that rules give to new connections, with seconds for states of its protocol. */
  timeout(
    name: string,
    protocol: 'tcp' | 'udp',
    seconds: Readonly<Partial<Record<TimedState, number>>>,
  ): string {
    const policy = Object.entries(seconds).map(([state, number]) => `${state}: ${number}`);
    this.timeouts.set(name, `protocol ${protocol}; policy = { ${policy.join(', ')} };`);
    return `"${name}"`;
  }

  /** Makes a chain that rules jump to. */
  chain(name: string, rules: readonly string[]): string {
    this.chains.set(name, { rules });
    return name;
  }

  /** Makes a chain that packets come to by themselves. */
  base(name: string, hook: string, rules: readonly string[]): void {
    this.chains.set(name, { hook, rules });
  }
}
