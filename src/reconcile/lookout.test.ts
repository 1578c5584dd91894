import { expect, it } from 'vitest';
import { ManualClock } from '#platform/clock.ts';
import { type Found, Lookout } from './lookout.ts';

const START = 1_000_000;

/** Each look finds the next of these, the last one nothing. */
function lookout(...finds: (() => Found)[]) {
  const clock = new ManualClock(START);
  const left = [...finds];
  const looks: number[] = [];
  const look = async () => {
    looks.push(clock.now());
    return left.shift()?.() ?? { nextDue: undefined };
  };
  return { clock, looks, lookout: new Lookout({ clock, look, restMs: 5, onFault: () => {} }) };
}

it('looks again at once for what has become due while it looked', async () => {
  const {
    clock,
    looks,
    lookout: out,
  } = lookout(() => {
    clock.advance(100);
    return { nextDue: START + 100 };
  });
  await out.go();
  expect(looks).toEqual([START, START + 100]);
  await out.stop();
});

it('rests before it looks for what is due and in the hands of others', async () => {
  const { clock, looks, lookout: out } = lookout(() => ({ nextDue: START }));
  await out.go();
  clock.advance(4);
  expect(looks).toHaveLength(1);
  clock.advance(1);
  expect(looks).toHaveLength(2);
});
