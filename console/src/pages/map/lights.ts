import { useMemo, useSyncExternalStore } from 'react';

/**
 * What is lit: what belongs to the thing that is pointed at. Each thing on the map watches itself
 * alone, so that pointing elsewhere renders only what is lit or no longer is.
 */
export class Lights {
  #lit: ReadonlySet<string> = new Set();
  readonly #watchers = new Map<string, Set<() => void>>();
  readonly #watchersOfAny = new Set<() => void>();

  /** @param lit nothing when it is empty */
  set(lit: ReadonlySet<string>): void {
    if (lit.size === 0 && this.#lit.size === 0) return;
    const before = this.#lit;
    this.#lit = lit;
    const changed = [...before].filter((id) => !lit.has(id));
    changed.push(...[...lit].filter((id) => !before.has(id)));
    for (const id of changed) for (const watcher of this.#watchers.get(id) ?? []) watcher();
    if (before.size === 0 || lit.size === 0) for (const watcher of this.#watchersOfAny) watcher();
  }

  get any(): boolean {
    return this.#lit.size > 0;
  }

  has(id: string): boolean {
    return this.#lit.has(id);
  }

  watch(id: string, watcher: () => void): () => void {
    const watchers = this.#watchers.get(id) ?? new Set();
    this.#watchers.set(id, watchers);
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  }

  watchAny = (watcher: () => void): (() => void) => {
    this.#watchersOfAny.add(watcher);
    return () => this.#watchersOfAny.delete(watcher);
  };
}

export function useLit(lights: Lights, id: string): boolean {
  const watch = useMemo(() => (watcher: () => void) => lights.watch(id, watcher), [lights, id]);
  return useSyncExternalStore(watch, () => lights.has(id));
}

export const useAnyLit = (lights: Lights): boolean =>
  useSyncExternalStore(lights.watchAny, () => lights.any);
