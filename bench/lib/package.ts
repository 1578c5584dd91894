import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_ACCOUNT } from '../../src/world/defaults.ts';
import type { Program } from './program.ts';
import { signedGet } from './sign.ts';

const MAIN = new URL('../../dist/main.cjs', import.meta.url).pathname;

/** `tenon serve` of the package, on a SQLite file of its own in a folder that `remove` takes away. */
export function packagedTenon(): Program & { remove(): void } {
  if (!existsSync(MAIN)) throw new Error('there is no package: npm run build');
  const folder = mkdtempSync(join(tmpdir(), 'tenon-bench-'));
  const store = `sqlite:${join(folder, 'tenon.db')}`;
  return {
    command: process.execPath,
    args: (port) => [MAIN, 'serve', '--listen', `127.0.0.1:${port}`, '--store', store],
    request: (port) =>
      signedGet(`127.0.0.1:${port}`, DEFAULT_ACCOUNT, 'vpc', { Action: 'DescribeVpcs' }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
