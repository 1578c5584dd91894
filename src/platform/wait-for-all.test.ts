import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { bothOf, waitForAll } from './wait-for-all.ts';

const both = {
  bothOf: (one: Promise<unknown>, other: Promise<unknown>) => bothOf(one, other),
  waitForAll: (one: Promise<unknown>, other: Promise<unknown>) => waitForAll([one, other]),
};

describe.each(Object.entries(both))('%s', (_, wait) => {
  it('resolves to what both resolve to, in their order', async () => {
    const one = Promise.withResolvers<string>();
    const waited = wait(one.promise, Promise.resolve('other'));
    one.resolve('one');
    expect(await waited).toEqual(['one', 'other']);
  });

  it.each([
    'first',
    'second',
  ])('waits for both when the %s fails, and throws that', async (which) => {
    const slow = Promise.withResolvers<void>();
    const fails = Promise.reject(new Error('lost'));
    let ended = false;
    const waited = which === 'first' ? wait(fails, slow.promise) : wait(slow.promise, fails);
    const judged = expect(waited.finally(() => (ended = true))).rejects.toThrow('lost');
    await turn();
    expect(ended).toBe(false);
    slow.resolve();
    await judged;
  });

  it.each([
    ['the second fails first', 'second'],
    ['the first fails first', 'first'],
  ])('throws the failure of the first when both fail, and %s', async (_name, earlier) => {
    const [one, other] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const waited = wait(one.promise, other.promise);
    const judged = expect(waited).rejects.toThrow('one');
    const fail = [
      () => one.reject(new Error('one')),
      () => other.reject(new Error('other')),
    ] as const;
    for (const each of earlier === 'first' ? fail : fail.toReversed()) {
      each();
      // A failure that nobody has noticed by now ends the run.
      await turn();
    }
    await judged;
  });
});
