import { isNoSuchSet } from './absent.ts';
import { type Counts, readCounts } from './counters.ts';
import { CommandFailed } from './host.ts';
import type { Namespace } from './namespace.ts';
import { countingSets, difference, replacement } from './ruleset/difference.ts';
import type { Ruleset } from './ruleset/ruleset.ts';

/** The ruleset of one namespace: one transaction for each change of it, and none without one. */
export class AppliedRules {
  readonly #namespace: Namespace;
  /** What the kernel has; undefined when that is not known. */
  #applied: Ruleset | undefined;
  /** How the kernel listed it, once it was compared. */
  #listed: string | undefined;

  constructor(namespace: Namespace) {
    this.#namespace = namespace;
  }

  /** @throws CommandFailed, and the kernel has what it had before. */
  async apply(wanted: Ruleset): Promise<void> {
    if (this.#applied === undefined) return this.#replace(wanted);
    const change = difference(this.#applied, wanted);
    if (change === '') return;
    this.#applied = undefined;
    this.#listed = undefined;
    try {
      await this.#namespace.nft(change);
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      // Somebody has changed what was there.
      return this.#replace(wanted);
    }
    this.#applied = wanted;
  }

  /** Puts the ruleset in place of what stands there, unless nobody has touched it. */
  async repair(wanted: Ruleset): Promise<void> {
    await this.apply(wanted);
    if (this.#listed !== undefined && this.#listed === (await this.#list())) return;
    await this.#replace(wanted);
    this.#listed = await this.#list();
  }

  async #replace(wanted: Ruleset): Promise<void> {
    this.#applied = undefined;
    this.#listed = undefined;
    await this.#namespace.nft(replacement(wanted, await this.#counts(wanted)));
    this.#applied = wanted;
  }

  /** What was counted goes on in the new table. */
  async #counts(wanted: Ruleset): Promise<Map<string, Counts>> {
    const names = countingSets(wanted);
    const read = await Promise.all(names.map((name) => this.#countsOf(name)));
    return new Map(names.map((name, index) => [name, read[index] ?? new Map()]));
  }

  async #countsOf(name: string): Promise<Counts> {
    try {
      return await readCounts(this.#namespace, name);
    } catch (error) {
      if (!isNoSuchSet(error)) throw error;
      return new Map();
    }
  }

  /** Without what packets change. It numbers each rule, so one that was made again differs. */
  async #list(): Promise<string> {
    return JSON.stringify(await this.#namespace.nftJson(['-s', 'list', 'ruleset']));
  }
}
