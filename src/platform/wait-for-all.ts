/**
 * Waits for all of them, even when one fails: nothing may go on after its transaction, or after the
 * lock under which it was begun. Then throws the first failure.
 */
export async function waitForAll<T>(works: readonly Promise<T>[]): Promise<T[]> {
  if (works.length > 1) await Promise.allSettled(works);
  return Promise.all(works);
}
