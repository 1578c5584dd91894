import { describe, expect, it } from 'vitest';
import { Coalesced } from './coalesced.ts';

/** Work whose end a test decides. */
function controlled() {
  const begun: { end(): void; fail(reason: Error): void }[] = [];
  const work = new Coalesced(
    () => new Promise<void>((resolve, reject) => begun.push({ end: resolve, fail: reject })),
  );
  return { begun, work };
}
const settled = () => new Promise(setImmediate);

describe('coalesced work', () => {
  it('is done once at a time, and once more for all who call meanwhile', async () => {
    const { begun, work } = controlled();
    const first = work.run();
    const others = [work.run(), work.run(), work.run()];
    expect(begun).toHaveLength(1);
    begun[0]?.end();
    await first;
    await settled();
    expect(begun).toHaveLength(2);
    const late = work.run();
    begun[1]?.end();
    await Promise.all(others);
    await settled();
    expect(begun).toHaveLength(3);
    begun[2]?.end();
    await late;
    await settled();
    expect(begun).toHaveLength(3);
  });

  it('fails for those who called, and goes on for those who call then', async () => {
    const { begun, work } = controlled();
    const first = work.run();
    const second = work.run();
    begun[0]?.fail(new Error('no'));
    await expect(first).rejects.toThrow('no');
    await settled();
    begun[1]?.end();
    await second;
    const third = work.run();
    begun[2]?.end();
    await third;
    expect(begun).toHaveLength(3);
  });
});
