/**
 * Bundles the sources into dist/ for the npm package: a chunk for each command that is loaded late.
 * Node runs TypeScript as it is, but not below node_modules; and a bundle starts faster. It is
 * CommonJS because an ES module that imports `node:http` makes Node load its fetch client, too.
 *
 *   node scripts/build.ts [FOLDER]
 */
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { rolldown } from 'rolldown';

const dir = resolve(process.argv[2] ?? new URL('../dist', import.meta.url).pathname);
rmSync(dir, { recursive: true, force: true });

const bundle = await rolldown({
  input: { main: new URL('../src/main.ts', import.meta.url).pathname },
  platform: 'node',
  // Large, and only the demo needs it.
  external: ['@volcengine/sdk-core'],
});
await bundle.write({
  dir,
  format: 'cjs',
  minify: { compress: true, mangle: false },
  entryFileNames: '[name].cjs',
  chunkFileNames: '[name]-[hash].cjs',
});
await bundle.close();
