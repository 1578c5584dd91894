import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock, SteadyClock } from './clock.ts';

const NOW = 1_700_000_000_000;
const HOUR = 3_600_000;

let wall: ManualClock;
let clock: SteadyClock;
beforeEach(() => {
  wall = new ManualClock(NOW);
  clock = new SteadyClock(wall);
});

describe('a steady clock', () => {
  it('says what the clock that it follows says', () => {
    expect(clock.now()).toBe(NOW);
    wall.advance(1500);
    expect(clock.now()).toBe(NOW + 1500);
  });

  it('goes on when that one is set back, and as before when it is right again', () => {
    wall.set(NOW - 90_000);
    wall.advance(2000);
    expect(clock.now()).toBe(NOW + 2000);
    wall.advance(88_000);
    expect(clock.now()).toBe(NOW + 90_000);
    wall.set(NOW + 90_000);
    wall.advance(1000);
    expect(clock.now()).toBe(NOW + 91_000);
  });

  it('follows one that stays behind for two minutes', () => {
    wall.set(NOW - HOUR);
    expect(clock.now()).toBe(NOW);
    wall.advance(119_999);
    expect(clock.now()).toBe(NOW + 119_999);
    wall.advance(1);
    expect(clock.now()).toBe(NOW - HOUR + 120_000);
    wall.advance(1);
    expect(clock.now()).toBe(NOW - HOUR + 120_001);
  });

  it('gives each time that it is set back two minutes of their own', () => {
    for (let times = 0; times < 3; times += 1) {
      const before = clock.now();
      wall.set(before - HOUR);
      wall.advance(100_000);
      expect(clock.now()).toBe(before + 100_000);
      wall.set(before + 100_000);
      expect(clock.now()).toBe(before + 100_000);
    }
  });

  it('follows one that goes ahead at once: the machine may have slept', () => {
    wall.set(NOW + HOUR);
    expect(clock.now()).toBe(NOW + HOUR);
  });

  it('wakes by what elapses, wherever the clock that it follows is set', () => {
    let woken = 0;
    clock.wakeAfter(1000, () => {
      woken += 1;
    });
    wall.set(NOW - HOUR);
    wall.advance(999);
    wall.set(NOW + HOUR);
    expect(woken).toBe(0);
    wall.advance(1);
    expect(woken).toBe(1);
    wall.advance(HOUR);
    expect(woken).toBe(1);
  });

  it('says whole milliseconds, never fewer than before, whatever the fractions of the timer', () => {
    let elapsed = 0;
    const odd = new SteadyClock({
      now: () => NOW + Math.floor(elapsed + 0.7),
      elapsed: () => elapsed,
      wakeAfter: () => () => {},
    });
    let last = 0;
    for (let n = 0; n < 1000; n += 1) {
      elapsed += 0.37;
      const now = odd.now();
      expect(Number.isInteger(now)).toBe(true);
      expect(now).toBeGreaterThanOrEqual(last);
      last = now;
    }
    expect(last - NOW).toBe(Math.floor(elapsed + 0.7));
  });

  describe('that shares another', () => {
    it('says what that one says from the first, ahead or behind', () => {
      clock.share(NOW - HOUR);
      expect(clock.now()).toBe(NOW - HOUR);
      const ahead = new SteadyClock(wall);
      ahead.share(NOW + HOUR);
      expect(ahead.now()).toBe(NOW + HOUR);
    });

    it('goes on by what elapses: no setting of its own machine is of any account', () => {
      clock.share(NOW + 5000);
      wall.set(NOW + HOUR);
      wall.advance(1000);
      expect(clock.now()).toBe(NOW + 6000);
      wall.set(NOW - HOUR);
      wall.advance(1000);
      expect(clock.now()).toBe(NOW + 7000);
    });

    it('is no more moved when that one is set back for a time', () => {
      clock.share(NOW);
      clock.share(NOW - 90_000);
      wall.advance(1000);
      expect(clock.now()).toBe(NOW + 1000);
      clock.share(NOW + 1000);
      wall.advance(1000);
      expect(clock.now()).toBe(NOW + 2000);
    });
  });
});
