/**
 * Bundles the sources into dist/ for the npm package: a chunk for each command that is loaded late, and
 * the library, which shares them. Node runs TypeScript as it is, but not below node_modules; and a
 * bundle starts faster. Those who import the library as an ES module get it through one of one line.
 * The console is built beside it.
 *
 *   node scripts/build.ts [FOLDER] [--whole]
 *
 * With --whole no library is left out: the bundle needs no node_modules, as in the image.
 */

import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundle } from './lib/bundle.ts';
import { buildConsole } from './lib/console.ts';
import { libraryDeclarations } from './lib/declarations.ts';

const { values, positionals } = parseArgs({
  options: { whole: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const dir = resolve(positionals[0] ?? fileURLToPath(new URL('../dist', import.meta.url)));
rmSync(dir, { recursive: true, force: true });

await bundle(
  { main: 'main.ts', index: 'index.ts' },
  {
    dir,
    minify: true,
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
  },
  values.whole,
);

// Both entries give out one module, so that an error of one is an instance of the other's class.
writeFileSync(
  join(dir, 'index.js'),
  "import library from './index.cjs';\nexport const { startTenon, TenonError } = library;\n",
);
const declarations = libraryDeclarations();
for (const name of ['index.d.ts', 'index.d.cts']) writeFileSync(join(dir, name), declarations);

buildConsole(join(dir, 'console'));
