import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import type { Program } from './program.ts';
import { signedGet } from './sign.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.cjs', import.meta.url));

/** `tenon serve` of the package, on a SQLite file of its own in a folder that `remove` takes away. */
export function packagedTenon(): Program & { remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-bench-'));
  return {
    ...packagedTenonOn(`sqlite:${join(folder, 'tenon.db')}`),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The same on a store that is there. */
export function packagedTenonOn(store: string): Program {
  if (!existsSync(MAIN)) throw new Error('there is no package: npm run build');
  return {
    command: process.execPath,
    args: (port) => [MAIN, 'serve', '--listen', `127.0.0.1:${port}`, '--store', store],
    request: (port) =>
      signedGet(`127.0.0.1:${port}`, DEFAULT_ACCOUNT, 'vpc', { Action: 'DescribeVpcs' }),
  };
}
