/** What one call must not share with others, and what it may share with those of the same mind. */
export interface LockKeys {
  readonly exclusive: readonly string[];
  readonly shared?: readonly string[];
}

interface Queue {
  /** The end of the last exclusive holder. */
  writer: Promise<void>;
  /** The ends of the shared holders since. */
  readers: Promise<void>[];
  /** How many hold it or wait for it. */
  users: number;
}

/**
 * Locks by name, given in the order in which they were asked for. A call names all of its locks at
 * once, and waits for earlier calls alone; so no two calls ever wait for each other.
 */
export class Locks {
  readonly #queues = new Map<string, Queue>();

  run<T>({ exclusive, shared = [] }: LockKeys, work: () => Promise<T>): Promise<T> {
    let release: () => void = () => {};
    const end = new Promise<void>((resolve) => {
      release = resolve;
    });
    const waits = [
      ...exclusive.flatMap((key) => this.#enterAlone(key, end)),
      ...shared.map((key) => this.#enterTogether(key, end)),
    ];
    const done = Promise.all(waits).then(work);
    const leave = () => {
      for (const key of [...exclusive, ...shared]) this.#leave(key);
      release();
    };
    done.then(leave, leave);
    return done;
  }

  #enter(key: string): Queue {
    const queue = this.#queues.get(key) ?? { writer: Promise.resolve(), readers: [], users: 0 };
    this.#queues.set(key, queue);
    queue.users += 1;
    return queue;
  }

  #enterAlone(key: string, end: Promise<void>): Promise<void>[] {
    const queue = this.#enter(key);
    const before = [queue.writer, ...queue.readers];
    queue.writer = end;
    queue.readers = [];
    return before;
  }

  #enterTogether(key: string, end: Promise<void>): Promise<void> {
    const queue = this.#enter(key);
    queue.readers.push(end);
    return queue.writer;
  }

  #leave(key: string): void {
    const queue = this.#queues.get(key);
    if (queue === undefined) return;
    queue.users -= 1;
    if (queue.users === 0) this.#queues.delete(key);
  }
}
