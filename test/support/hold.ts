import type { Store } from '#store/store.ts';

/** Makes writes wait until the test releases them. */
export interface Hold {
  /** Resolves when `count` writes wait. */
  waiting(count: number): Promise<void>;
  /** Releases them and all later ones. */
  release(): void;
}

/** From now on the store's writes wait. */
export function holdWrites(store: Store): Hold {
  const { write } = store;
  const gate = Promise.withResolvers<void>();
  let waiting = 0;
  let look = () => {};
  store.write = async (work, isolation) => {
    waiting += 1;
    look();
    await gate.promise;
    return write.call(store, work, isolation) as ReturnType<typeof work>;
  };
  return {
    waiting: (count) =>
      new Promise((done) => {
        look = () => waiting >= count && done();
        look();
      }),
    release() {
      store.write = write;
      gate.resolve();
    },
  };
}
