import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { untilItSends } from './carrier.ts';
import type { ShownLink } from './links.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const link = (operstate: string): ShownLink => ({ ifindex: 2, ifname: 'tn', flags: [], operstate });

/** How often it looked, and whether it has ended within a time. */
async function looks(shown: ShownLink | undefined, then: () => ShownLink | undefined, ms: number) {
  const look = vi.fn(async () => then());
  let ended = false;
  void untilItSends(shown, look).then(() => {
    ended = true;
  });
  await vi.advanceTimersByTimeAsync(ms);
  return { times: look.mock.calls.length, ended };
}

it('does not look again at a link that sends', async () => {
  expect(await looks(link('UP'), () => expect.fail(), 0)).toEqual({ times: 0, ended: true });
});

it('looks until the kernel has heard of the carrier', async () => {
  const states = ['LOWERLAYERDOWN', 'DOWN', 'UP'];
  const then = () => link(states.shift() ?? expect.fail());
  expect(await looks(link('DOWN'), then, 100)).toEqual({ times: 3, ended: true });
});

it('ends when the link is gone', async () => {
  expect(await looks(link('DOWN'), () => undefined, 100)).toEqual({ times: 1, ended: true });
});

it('gives up after a second', async () => {
  const down = () => link('DOWN');
  expect((await looks(down(), down, 900)).ended).toBe(false);
  expect((await looks(down(), down, 1000)).ended).toBe(true);
});
