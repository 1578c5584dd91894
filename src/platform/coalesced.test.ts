import { describe, expect, it } from 'vitest';
import { Coalesced, CoalescedByKey } from './coalesced.ts';

/** Runs whose ends a test decides. */
function controlled() {
  const begun: { readonly key: string; end(): void; fail(reason: Error): void }[] = [];
  const work = (key = '') =>
    new Promise<void>((resolve, reject) => begun.push({ key, end: resolve, fail: reject }));
  return { begun, work };
}
const turn = () => new Promise(setImmediate);
/** Waits for more turns of the event loop than any run needs that waits for nothing else. */
const settled = async () => {
  for (let n = 0; n < 5; n += 1) await turn();
};

describe('coalesced work', () => {
  it('is done once for all who call in one turn of the event loop', async () => {
    const { begun, work } = controlled();
    const coalesced = new Coalesced(work);
    const all = [coalesced.run()];
    await Promise.resolve();
    all.push(coalesced.run());
    expect(begun).toHaveLength(0);
    await settled();
    expect(begun).toHaveLength(1);
    begun[0]?.end();
    await Promise.all(all);
    await settled();
    expect(begun).toHaveLength(1);
  });

  it('is done once at a time, and once more for all who call meanwhile', async () => {
    const { begun, work } = controlled();
    const coalesced = new Coalesced(work);
    const first = coalesced.run();
    await settled();
    const others = [coalesced.run(), coalesced.run(), coalesced.run()];
    await settled();
    expect(begun).toHaveLength(1);
    begun[0]?.end();
    await first;
    await settled();
    expect(begun).toHaveLength(2);
    const late = coalesced.run();
    begun[1]?.end();
    await Promise.all(others);
    await settled();
    expect(begun).toHaveLength(3);
    expect(coalesced.idle).toBe(false);
    begun[2]?.end();
    await late;
    await settled();
    expect(begun).toHaveLength(3);
    expect(coalesced.idle).toBe(true);
  });

  it('does not end for a caller before a run that began after the call', async () => {
    const { begun, work } = controlled();
    const coalesced = new Coalesced(work);
    const first = coalesced.run();
    await settled();
    let ended = false;
    const second = coalesced.run().then(() => {
      ended = true;
    });
    begun[0]?.end();
    await first;
    await settled();
    expect(ended).toBe(false);
    begun[1]?.end();
    await second;
  });

  it('fails for those who called, and goes on for those who call then', async () => {
    const { begun, work } = controlled();
    const coalesced = new Coalesced(work);
    const first = coalesced.run();
    await settled();
    const second = coalesced.run();
    begun[0]?.fail(new Error('no'));
    await expect(first).rejects.toThrow('no');
    await settled();
    begun[1]?.end();
    await second;
    const third = coalesced.run();
    await settled();
    begun[2]?.end();
    await third;
    expect(begun).toHaveLength(3);
  });
});

describe('work that is coalesced by key', () => {
  it('goes on for one key while that of another does, and forgets a key that is done', async () => {
    const { begun, work } = controlled();
    const coalesced = new CoalescedByKey(work);
    const a = coalesced.run('a');
    await settled();
    const others = [coalesced.run('a'), coalesced.run('a'), coalesced.run('b')];
    await settled();
    expect(begun.map(({ key }) => key)).toEqual(['a', 'b']);
    begun[0]?.end();
    begun[1]?.fail(new Error('no'));
    await a;
    await expect(others[2]).rejects.toThrow('no');
    await settled();
    expect(begun.map(({ key }) => key)).toEqual(['a', 'b', 'a']);
    expect(coalesced.busy).toBe(1);
    begun[2]?.end();
    await Promise.all(others.slice(0, 2));
    expect(coalesced.busy).toBe(0);
  });
});
