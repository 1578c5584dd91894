import { expect, it } from 'vitest';
import { AppliedEntries } from './applied-entries.ts';
import { CommandFailed } from './host.ts';
import type { Namespace } from './namespace.ts';

/** A namespace in which nothing is, and whose first `failing` changes meet a link that has gone. */
function namespace(failing: number) {
  let changes = 0;
  const within = {
    renew() {},
    show: async () => [],
    async ip(lines: readonly string[]) {
      changes += 1;
      if (changes > failing) return;
      const line = lines[0] ?? '';
      throw new CommandFailed('ip', [{ line, output: `Cannot find device "tn${changes}"` }]);
    },
  };
  return { namespace: within as unknown as Namespace, changes: () => changes };
}

const entries = new Map([['address tn1 10.0.0.1/32', '']]);

it('asks again what is to be there each time a link has gone meanwhile', async () => {
  const { namespace: within, changes } = namespace(3);
  let asked = 0;
  await new AppliedEntries(within).update(() => {
    asked += 1;
    return entries;
  });
  expect([asked, changes()]).toEqual([4, 4]);
});

it('gives up when it always fails', async () => {
  const { namespace: within } = namespace(Number.POSITIVE_INFINITY);
  await expect(new AppliedEntries(within).update(() => entries)).rejects.toThrow(CommandFailed);
});
