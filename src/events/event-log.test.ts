import { describe, expect, it } from 'vitest';
import { ManualClock } from '#platform/clock.ts';
import { EventLog, type EventLogOptions, type Logged } from './event-log.ts';

const event = (n: number) => ({ event: 'answered', type: '', account: '', data: { n } }) as const;

function opened(options: Partial<EventLogOptions> = {}) {
  const clock = new ManualClock(0);
  const wanted: boolean[] = [];
  const log = new EventLog({ epoch: 'e', clock, onWanted: (now) => wanted.push(now), ...options });
  const publish = (...numbers: number[]) => {
    for (const n of numbers) log.publish(event(n));
  };
  const listen = (after?: string) => {
    const heard: Logged[] = [];
    const { whole, end } = log.listen((logged) => heard.push(logged), after);
    return { whole, end, numbers: () => heard.map(({ data }) => data.n), heard };
  };
  return { clock, wanted, log, publish, listen };
}

describe('the log of events', () => {
  it('tells each event once, in order, as it is sent', () => {
    const { publish, listen } = opened();
    const one = listen();
    publish(1);
    const other = listen();
    publish(2, 3);
    expect(one.numbers()).toEqual([1, 2, 3]);
    expect(other.numbers()).toEqual([2, 3]);
    expect(one.heard[0]?.text).toBe('id: e-1\nevent: answered\ndata: {"n":1}\n\n');
  });

  it('goes on where a listener was cut off', () => {
    const { publish, listen } = opened();
    const one = listen();
    publish(1, 2);
    one.end();
    publish(3);
    const back = listen(one.heard.at(-1)?.id);
    publish(4);
    expect([back.whole, back.numbers()]).toEqual([true, [3, 4]]);
  });

  it.each(['e-99', 'f-1', 'e', 'e-x', '-', 'e-0x1'])('knows nothing after %s', (id) => {
    const { publish, listen } = opened();
    listen();
    publish(1);
    const back = listen(id);
    publish(2);
    expect([back.whole, back.numbers()]).toEqual([false, [2]]);
  });

  it('is bounded by count and by bytes, and says what it no longer has', () => {
    for (const limits of [{ most: 10 }, { mostBytes: 500 }]) {
      const { publish, listen, log } = opened(limits);
      const one = listen();
      for (let n = 1; n <= 50; n += 1) {
        publish(n);
        expect(log.size.events).toBeLessThanOrEqual(limits.most ?? 50);
        expect(log.size.bytes).toBeLessThanOrEqual(limits.mostBytes ?? 10_000);
      }
      const ids = one.heard.map(({ id }) => id);
      const kept = log.size.events;
      expect(kept).toBeGreaterThan(5);
      expect(listen(ids[49 - kept]).numbers()).toEqual(
        Array.from({ length: kept }, (_, n) => 51 - kept + n),
      );
      expect(listen(ids[48 - kept]).whole).toBe(false);
    }
  });

  it('collects while somebody listens and a while longer, and then nothing', () => {
    const { clock, wanted, log, publish, listen } = opened({ tailMs: 100 });
    publish(0);
    expect(log.wanted).toBe(false);
    const one = listen();
    publish(1);
    one.end();
    clock.advance(99);
    publish(2);
    const back = listen(one.heard.at(-1)?.id);
    expect(back.numbers()).toEqual([2]);
    clock.advance(1000);
    expect(log.wanted).toBe(true);
    back.end();
    clock.advance(100);
    publish(3);
    expect([log.wanted, log.size]).toEqual([false, { events: 0, bytes: 0 }]);
    expect(wanted).toEqual([true, false]);
    expect(listen(back.heard.at(-1)?.id).whole).toBe(false);
  });
});
