import { expect, it } from 'vitest';
import { type RsaKey, randomIds } from './ids.ts';

it('makes two keys at once at the most: files are synced on the same threads', async () => {
  const begun: ((key: RsaKey) => void)[] = [];
  const ids = randomIds(Date.now, () => new Promise((made) => begun.push(made)));
  const keys = Promise.all(Array.from({ length: 5 }, () => ids.rsaKey()));
  for (const count of [2, 3, 4, 5, 5]) {
    await new Promise((next) => setImmediate(next));
    expect(begun).toHaveLength(count);
    begun[count - 2]?.({ privateKey: '', publicKey: '' });
  }
  begun[4]?.({ privateKey: '', publicKey: '' });
  expect(await keys).toHaveLength(5);
});
