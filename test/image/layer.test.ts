import { gunzipSync } from 'node:zlib';
import { unpackTar } from 'modern-tar';
import { expect, it } from 'vitest';
import { file, folder, link, packLayer } from '../../scripts/lib/image/layer.ts';

it('packs the same layer of the same files, in whatever order they come', async () => {
  const entries = [
    file('usr/bin/b', 'two', 0o755),
    file('usr/bin/a', 'one'),
    link('bin', 'usr/bin'),
    folder('data', 0o770, { uid: 65532, gid: 0 }),
  ];
  const one = await packLayer(entries);
  const other = await packLayer(entries.toReversed());
  expect(Buffer.compare(one.data, other.data)).toBe(0);
  const packed = (await unpackTar(gunzipSync(one.data))).map(({ header }) => header);
  expect(packed.map(({ name, mode, uid }) => [name, mode, uid])).toEqual([
    ['bin', 0o777, 0],
    ['data/', 0o770, 65532],
    ['usr/', 0o755, 0],
    ['usr/bin/', 0o755, 0],
    ['usr/bin/a', 0o644, 0],
    ['usr/bin/b', 0o755, 0],
  ]);
  expect(new Set(packed.map(({ mtime }) => mtime?.getTime()))).toEqual(new Set([0]));
});
