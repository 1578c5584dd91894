import { expect, it, vi } from 'vitest';
import { untilItSends } from './carrier.ts';
import type { ShownLink } from './links.ts';

const link = (operstate: string): ShownLink => ({ ifindex: 2, ifname: 'tn', flags: [], operstate });

/** How often it looks at a link that is shown as `then` says. */
async function looks(shown: ShownLink | undefined, then: () => ShownLink | undefined) {
  const look = vi.fn(async () => then());
  await untilItSends(shown, look);
  return look.mock.calls.length;
}

it('does not look again at a link that sends', async () => {
  expect(await looks(link('UP'), () => expect.fail())).toBe(0);
});

it('looks until the kernel has heard of the carrier', async () => {
  const states = ['LOWERLAYERDOWN', 'DOWN', 'UP'];
  expect(await looks(link('DOWN'), () => link(states.shift() ?? expect.fail()))).toBe(3);
});

it('ends when the link is gone', async () => {
  expect(await looks(link('DOWN'), () => undefined)).toBe(1);
});

it('gives up at last', async () => {
  const down = () => link('DOWN');
  expect(await looks(down(), down)).toBe(500);
});
