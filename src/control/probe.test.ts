import { expect, it } from 'vitest';
import { ManualClock } from '#platform/clock.ts';
import { Probe } from './probe.ts';

it('gives up after two seconds, and asks again only when it has been answered', async () => {
  const clock = new ManualClock(0);
  const asked: PromiseWithResolvers<string>[] = [];
  const probe = new Probe(() => {
    const question = Promise.withResolvers<string>();
    asked.push(question);
    return question.promise;
  }, clock);

  const first = probe.ask();
  clock.advance(2000);
  expect(await first).toBeUndefined();
  const second = probe.ask();
  expect(asked).toHaveLength(1);
  asked[0]?.resolve('late');
  expect(await second).toBe('late');

  const third = probe.ask();
  expect(asked).toHaveLength(2);
  asked[1]?.reject(new Error('gone'));
  expect(await third).toBeUndefined();
});
