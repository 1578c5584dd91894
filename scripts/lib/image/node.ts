import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { unpackTar } from 'modern-tar';
import { output } from './command.ts';
import { withoutSymbols } from './elf.ts';
import { type Entry, file } from './layer.ts';
import type { Platform } from './platform.ts';

/**
 * The Node.js program of a version for the platform, from the npm registry. npm checks its digest.
 */
export async function nodeProgram(
  { os, node }: Platform,
  version: string,
  scratch: string,
): Promise<Entry[]> {
  const name = `node-${os}-${node}@${version}`;
  const args = ['pack', name, '--silent', '--prefer-offline', '--pack-destination', scratch];
  const tarball = (await output('npm', args)).toString().trim();
  const packed = await unpackTar(gunzipSync(readFileSync(join(scratch, tarball))), {
    filter: ({ name: path }) => path === 'package/bin/node' || path === 'package/LICENSE',
  });
  const data = (path: string) => {
    const found = packed.find(({ header }) => header.name === path)?.data;
    if (found === undefined) throw new Error(`${name} has no ${path}`);
    return found;
  };
  return [
    file('usr/bin/node', withoutSymbols(data('package/bin/node')), 0o755),
    file('usr/share/doc/node/copyright', data('package/LICENSE')),
  ];
}
