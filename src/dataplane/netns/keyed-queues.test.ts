import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { KeyedQueues } from './keyed-queues.ts';

it('gives turns in the order in which they were taken, of each queue by itself', async () => {
  const queues = new KeyedQueues();
  const done: string[] = [];
  const taken = ['a1', 'a2', 'b1'].map((name) => {
    const turn = queues.take(name.slice(0, 1));
    void turn.come.then(() => done.push(name));
    return turn;
  });
  await turnOfTheLoop();
  expect(done).toEqual(['a1', 'b1']);
  taken[0]?.end();
  taken[0]?.end();
  await turnOfTheLoop();
  expect(done).toEqual(['a1', 'b1', 'a2']);
});

it('keeps the order when a later turn ends before its own has come', async () => {
  const queues = new KeyedQueues();
  const first = queues.take('a');
  queues.take('a').end();
  let come = false;
  void queues.take('a').come.then(() => {
    come = true;
  });
  await turnOfTheLoop();
  expect(come).toBe(false);
  first.end();
  await turnOfTheLoop();
  expect(come).toBe(true);
});
