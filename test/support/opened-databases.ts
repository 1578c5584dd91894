import type { DatabaseSync } from 'node:sqlite';

/**
 * The databases that were opened, so that a test can damage one from the inside, as a disk would.
 * `vi.mock('node:sqlite', ...)` takes what {@link keepOpened} makes of the module.
 */
export const opened: DatabaseSync[] = [];

export async function keepOpened(
  original: () => Promise<typeof import('node:sqlite')>,
): Promise<typeof import('node:sqlite')> {
  const real = await original();
  class Kept extends real.DatabaseSync {
    constructor(...args: ConstructorParameters<typeof real.DatabaseSync>) {
      super(...args);
      opened.push(this);
    }
  }
  return { ...real, DatabaseSync: Kept };
}
