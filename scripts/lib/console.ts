import { execFileSync } from 'node:child_process';
import { existsSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { freshen, path } from './fresh.ts';

const VITE = path('node_modules/vite/bin/vite.js');
const BUILT = path('dist/console');

/** Whether what builds the console is installed: npm leaves it out with --omit=dev. */
export const canBuildConsole = (): boolean => existsSync(VITE);

/**
 * Builds the console where it is missing or older than its sources.
 * @param told called before it builds
 * @throws when it cannot be built; vite has said why
 */
export function freshConsole(told: (why: 'missing' | 'stale') => void = () => {}): Promise<void> {
  return freshen(
    {
      name: 'console',
      file: join(BUILT, 'index.html'),
      sources: ['console', 'package-lock.json'].map(path),
      build: () => buildConsole(BUILT),
    },
    told,
  );
}

/** Builds the console into `folder`, where another one stays in place until the new one is whole. */
export function buildConsole(folder: string): void {
  const began = new Date();
  const made = `${folder}.${process.pid}.new`;
  const old = `${folder}.${process.pid}.old`;
  try {
    execFileSync(
      process.execPath,
      [VITE, 'build', '--logLevel', 'warn', '--outDir', made, '--emptyOutDir'],
      {
        cwd: path('console'),
        stdio: ['ignore', 'ignore', 'inherit'],
        // A test runner's NODE_ENV would make it a build for debugging.
        env: { ...process.env, NODE_ENV: 'production' },
      },
    );
    // What is changed while it is built is newer than it.
    utimesSync(join(made, 'index.html'), began, began);
    if (existsSync(folder)) renameSync(folder, old);
    renameSync(made, folder);
  } finally {
    for (const each of [made, old]) rmSync(each, { recursive: true, force: true });
  }
}
