import { expect, it } from 'vitest';
import { toy } from '#test/support/toy.ts';
import { Histogram } from './histogram.ts';
import { RequestMetrics } from './requests.ts';

const answered = (code: string, ms?: number) => ({
  identity: { requestId: '', action: 'Echo', version: '', service: 'toy', region: '' },
  status: code === '' ? 200 : 400,
  code,
  accountId: '',
  ...(ms !== undefined && { ms }),
});

it('counts a code beyond the first 64 of an action as other', () => {
  const metrics = new RequestMetrics([toy]);
  for (let n = 0; n < 100; n += 1) metrics.count(answered(`Invalid${n}`));
  metrics.count(answered('Invalid7'));
  const [ofAction] = metrics.all();
  const of = (wanted: string) =>
    [...(ofAction?.answers.values() ?? [])].find(({ code }) => code === wanted)?.count;
  expect([ofAction?.answers.size, of('Invalid7'), of('Invalid70'), of('other')]).toEqual([
    65,
    2,
    undefined,
    36,
  ]);
});

it('measures what went through the pipeline alone', () => {
  const metrics = new RequestMetrics([toy]);
  metrics.count(answered('', 3));
  metrics.count(answered('InvalidParameter'));
  const [ofAction] = metrics.all();
  expect(ofAction?.seconds.sum).toBe(0.003);
  expect(ofAction?.seconds.counts.reduce((a, b) => a + b)).toBe(1);
});

it('puts a value under the least bound that it does not exceed', () => {
  const histogram = new Histogram([1, 2]);
  for (const value of [0, 1, 1.5, 2, 3]) histogram.observe(value);
  expect([...histogram.counts]).toEqual([2, 2, 1]);
  expect(histogram.sum).toBe(7.5);
});
