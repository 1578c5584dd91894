const NONE: ReadonlySet<string> = new Set();

/** Ids by what they belong to, kept up to date one by one. */
export class Grouped {
  readonly #members = new Map<string, Set<string>>();
  readonly #group = new Map<string, string>();

  /** @param group '' for none; tells whether that is another one than before */
  place(id: string, group: string): boolean {
    const before = this.#group.get(id) ?? '';
    if (before === group) return false;
    this.remove(id);
    if (group === '') return true;
    this.#group.set(id, group);
    const members = this.#members.get(group);
    if (members === undefined) this.#members.set(group, new Set([id]));
    else members.add(id);
    return true;
  }

  remove(id: string): void {
    const group = this.#group.get(id);
    if (group === undefined) return;
    this.#group.delete(id);
    const members = this.#members.get(group);
    members?.delete(id);
    if (members?.size === 0) this.#members.delete(group);
  }

  of(group: string): ReadonlySet<string> {
    return this.#members.get(group) ?? NONE;
  }

  groupOf(id: string): string | undefined {
    return this.#group.get(id);
  }

  clear(): void {
    this.#members.clear();
    this.#group.clear();
  }
}
