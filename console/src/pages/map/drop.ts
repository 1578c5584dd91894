/** What an interface that is being dragged is over, and what the API would say. */
export type DropState = '' | 'checking' | 'pass' | 'fail';

export class Drop {
  #target = '';
  #state: DropState = '';
  readonly #watchers = new Set<() => void>();

  set(target: string, state: DropState): void {
    if (target === this.#target && state === this.#state) return;
    this.#target = target;
    this.#state = state;
    for (const watcher of this.#watchers) watcher();
  }

  stateOf(id: string): DropState {
    return id === this.#target ? this.#state : '';
  }

  watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };
}
