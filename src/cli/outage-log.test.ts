import { expect, it } from 'vitest';
import { StoreUnavailable } from '#store/store.ts';
import { OutageLog } from './outage-log.ts';

const away = (cause: string) =>
  new StoreUnavailable('the store is away', { cause: new Error(cause) });

it('an outage is told of once for each cause, and once when it is over', () => {
  let now = 0;
  const log = new OutageLog(() => now);
  expect(log.succeeded()).toBeUndefined();
  expect(log.failed(away('connect ECONNREFUSED'))).toBe('the store is away: connect ECONNREFUSED');
  for (let n = 0; n < 1000; n += 1)
    expect(log.failed(away('connect ECONNREFUSED'))).toBeUndefined();
  expect(log.failed(away('57P03'))).toBe('the store is away: 57P03');
  // Reads may go on while writes fail.
  expect(log.succeeded()).toBeUndefined();
  now += 999;
  expect(log.succeeded()).toBeUndefined();
  now += 1;
  expect(log.succeeded()).toBe(1002);
  expect(log.succeeded()).toBeUndefined();
  expect(log.failed(away('57P03'))).toBe('the store is away: 57P03');
});

it('a message that repeats its cause is written once', () => {
  const cause = new Error('no connection');
  const fault = new StoreUnavailable('the database is away: no connection', { cause });
  expect(new OutageLog().failed(fault)).toBe('the database is away: no connection');
});
