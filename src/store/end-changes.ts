import { type Amounts, END_RANKS, type EndChange } from './store.ts';

/** The changes that a transaction makes at its end: those of one key as one. */
export class EndChanges {
  readonly #byKey: Map<string, EndChange<Amounts>>;

  constructor(byKey: Iterable<[string, EndChange<Amounts>]> = []) {
    this.#byKey = new Map(byKey);
  }

  copy(): EndChanges {
    return new EndChanges(this.#byKey);
  }

  add<A extends Amounts>(added: EndChange<A>): void {
    const key = `${added.rank} ${added.key}`;
    const before = this.#byKey.get(key);
    const amounts = before === undefined ? added.amounts : sum(before.amounts, added.amounts);
    this.#byKey.set(key, { ...(added as unknown as EndChange<Amounts>), amounts });
  }

  /** By rank, and within a rank by key. */
  inOrder(): EndChange<Amounts>[] {
    const byKey = [...this.#byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
    return END_RANKS.flatMap((rank) => byKey.filter((each) => each.rank === rank));
  }
}

function sum(some: Amounts, more: Amounts): Amounts {
  return Object.fromEntries(
    Object.entries(some).map(([name, amount]) => [name, amount + (more[name] ?? 0)]),
  );
}
