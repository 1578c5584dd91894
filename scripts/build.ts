/**
 * Bundles the sources into dist/ for the npm package: one file per entry and per command that is
 * loaded late. Node runs TypeScript as it is, but not below node_modules; and a bundle starts faster.
 */
import { rmSync } from 'node:fs';
import { rolldown } from 'rolldown';

const out = new URL('../dist', import.meta.url).pathname;
rmSync(out, { recursive: true, force: true });

const bundle = await rolldown({
  input: { main: new URL('../src/main.ts', import.meta.url).pathname },
  platform: 'node',
  // Large, and only the demo needs it.
  external: ['@volcengine/sdk-core'],
});
await bundle.write({
  dir: out,
  format: 'esm',
  minify: { compress: true, mangle: { keepNames: true }, codegen: { removeWhitespace: true } },
  entryFileNames: '[name].js',
  chunkFileNames: '[name]-[hash].js',
});
await bundle.close();
