import { idOf } from './world.ts';

/** The ids of one run's interfaces and instances, by the names that it gives them. */
export class Names {
  readonly #run: string;
  readonly #ids = new Map<string, string>();
  readonly #names = new Map<string, string>();

  constructor(run: string, known: readonly string[]) {
    this.#run = run;
    for (const name of known) this.learn(name, idOf(run, name));
  }

  /** Returns a complaint when a name has two ids, because then something was made twice. */
  learn(name: string, id: string): string | undefined {
    const known = this.#ids.get(name);
    if (known !== undefined && known !== id) {
      return `${this.#run}: ${name} was made twice, as ${known} and as ${id}`;
    }
    this.#ids.set(name, id);
    this.#names.set(id, name);
    return undefined;
  }

  /** The names whose ids are known: all, or those that begin with `prefix`. */
  known(prefix = ''): string[] {
    return [...this.#ids.keys()].filter((name) => name.startsWith(prefix));
  }

  /** @throws for a name whose id is not known. */
  idOf(name: string): string {
    const id = this.#ids.get(name);
    if (id === undefined) throw new Error(`nobody knows the id of ${name}`);
    return id;
  }

  /** The name, or the id where it has none. */
  nameOf(id: string): string {
    return this.#names.get(id) ?? id;
  }

  has(id: string): boolean {
    return this.#names.has(id);
  }
}
