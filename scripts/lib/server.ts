import { existsSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { freshen, path } from './fresh.ts';

const DIST = path('dist');
const ENTRY = 'start.cjs';
export const SERVER = join(DIST, ENTRY);
/** No chunk of the package is called so. */
const CHUNK = /^start-.*-chunk-.*\.cjs(?:\.map)?$/;

/** Whether what bundles the server is installed: npm leaves it out with --omit=dev. */
export const canBundleServer = (): boolean => existsSync(path('node_modules/rolldown'));

/**
 * Bundles the server for `npm start` where that is missing or older than its sources: beside the
 * console, readable, and with source maps.
 * @param told called before it is bundled
 */
export function freshServer(told: (why: 'missing' | 'stale') => void): Promise<void> {
  return freshen(
    {
      name: 'start',
      file: SERVER,
      sources: ['src', 'package.json', 'package-lock.json', 'scripts/lib/bundle.ts'].map(path),
      build: bundleServer,
    },
    told,
  );
}

async function bundleServer(): Promise<void> {
  const { bundle } = await import('./bundle.ts');
  const began = new Date();
  const made = join(DIST, `start.${process.pid}.new`);
  try {
    await bundle(
      { start: 'main.ts' },
      {
        dir: made,
        sourcemap: true,
        // It is moved up from the folder that it is made in.
        sourcemapPathTransform: (source) => source.replace(/^\.\.\//, ''),
        entryFileNames: '[name].cjs',
        chunkFileNames: 'start-[name]-chunk-[hash].cjs',
      },
    );
    // What is changed while it is built is newer than it.
    utimesSync(join(made, ENTRY), began, began);
    moveOver(made, readdirSync(made));
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/**
 * Puts a bundle in the place of the one before, whose chunks stay: a server that runs may still load
 * one of them. Those of earlier bundles go.
 */
function moveOver(made: string, names: readonly string[]): void {
  const before = statSync(SERVER, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const chunks = names.filter((name) => name !== ENTRY);
  for (const name of [...chunks, ENTRY]) renameSync(join(made, name), join(DIST, name));
  for (const name of readdirSync(DIST)) {
    const file = join(DIST, name);
    if (CHUNK.test(name) && !chunks.includes(name) && statSync(file).mtimeMs < before) rmSync(file);
  }
}
