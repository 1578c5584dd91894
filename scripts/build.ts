/**
 * Bundles the sources into dist/ for the npm package: a chunk for each command that is loaded late.
 * Node runs TypeScript as it is, but not below node_modules; and a bundle starts faster. It is
 * CommonJS because an ES module that imports `node:http` makes Node load its fetch client, too.
 *
 *   node scripts/build.ts [FOLDER]
 */

import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const dir = resolve(process.argv[2] ?? fileURLToPath(new URL('../dist', import.meta.url)));
rmSync(dir, { recursive: true, force: true });

/**
 * What the libraries load at every start and this server never reaches: TLS and HTTP/2 (it listens
 * in plain HTTP), schema compilers (no route has a schema) and child processes (no command is a
 * program of its own).
 */
const NEVER_REACHED =
  /^(node:)?(https|http2|child_process)$|^@fastify\/(ajv|fast-json-stringify)-compiler$/;

const EMPTY = '\0empty';

const bundle = await rolldown({
  input: { main: fileURLToPath(new URL('../src/main.ts', import.meta.url)) },
  platform: 'node',
  // Large, and only the demo needs it.
  external: ['@volcengine/sdk-core'],
  plugins: [
    {
      name: 'leave out what is never reached',
      resolveId: (id) => (NEVER_REACHED.test(id) ? EMPTY : undefined),
      load: (id) => (id === EMPTY ? 'module.exports = {};' : undefined),
    },
  ],
});
await bundle.write({
  dir,
  format: 'cjs',
  minify: true,
  entryFileNames: '[name].cjs',
  chunkFileNames: '[name]-[hash].cjs',
});
await bundle.close();
