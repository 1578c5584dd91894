/** Waits for all, also when one of them fails: nothing may run on after its transaction. */
export async function waitForAll<T>(works: readonly Promise<T>[]): Promise<T[]> {
  if (works.length > 1) await Promise.allSettled(works);
  return Promise.all(works);
}
