/**
 * Waits for all of them, even when one fails: nothing may go on after its transaction, or after the
 * lock under which it was begun. Then throws the first failure.
 */
export async function waitForAll<T>(works: readonly Promise<T>[]): Promise<T[]> {
  if (works.length > 1) await Promise.allSettled(works);
  return Promise.all(works);
}

/**
 * The same for two of different types, which are begun in this order. Two awaits take a third of the
 * promises that `allSettled` and `all` make, and each attach and detach waits so.
 */
export async function bothOf<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  // While the first is awaited, nobody else may have noticed that this one fails.
  const otherEnded = other.then(ignore, ignore);
  try {
    return [await one, await other];
  } catch (error) {
    await otherEnded;
    throw error;
  }
}

/** The same for more of them. */
export async function allOf<T extends readonly unknown[]>(
  ...works: T
): Promise<{ -readonly [N in keyof T]: Awaited<T[N]> }> {
  await Promise.allSettled(works);
  return Promise.all(works);
}

function ignore(): void {}
