import { query } from '#store/query.ts';
import type { Store } from '#store/store.ts';

/** Resolves when the store has answered; rejects when it cannot. */
export async function storeAnswers(store: Store): Promise<true> {
  await store.read((tx) => tx.first(anything, {}));
  return true;
}

const anything = query((db, _: object) => db.selectFrom('seed').select('id').limit(1));
