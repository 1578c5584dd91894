/**
 * Bundles the sources into dist/ for the npm package: a chunk for each command that is loaded late, and
 * the library, which shares them. Node runs TypeScript as it is, but not below node_modules; and a
 * bundle starts faster. It is CommonJS because an ES module that imports `node:http` makes Node load its
 * fetch client, too; those who import the library get it through an ES module of one line.
 *
 *   node scripts/build.ts [FOLDER] [--whole]
 *
 * With --whole no library is left out: the bundle needs no node_modules, as in the image.
 */

import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { rolldown } from 'rolldown';
import { libraryDeclarations } from './lib/declarations.ts';

const { values, positionals } = parseArgs({
  options: { whole: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const dir = resolve(positionals[0] ?? fileURLToPath(new URL('../dist', import.meta.url)));
rmSync(dir, { recursive: true, force: true });

/**
 * What the libraries load at every start and never reach here: TLS and HTTP/2 (it listens in plain
 * HTTP), schema compilers (no route has a schema) and child processes (no command is a program of
 * its own). The sources themselves start programs.
 */
const NEVER_REACHED =
  /^(node:)?(https|http2|child_process)$|^@fastify\/(ajv|fast-json-stringify)-compiler$/;

/** The client of the demo, and what it reaches; it is loaded by the demo alone. */
const CLIENT = '@volcengine/sdk-core';
const OF_CLIENT =
  /node_modules\/(@volcengine|axios|follow-redirects|https-proxy-agent|agent-base)\//;

const EMPTY = '\0empty';

const bundle = await rolldown({
  input: {
    main: fileURLToPath(new URL('../src/main.ts', import.meta.url)),
    index: fileURLToPath(new URL('../src/index.ts', import.meta.url)),
  },
  platform: 'node',
  // Large, and only the demo needs it.
  external: values.whole ? [] : [CLIENT],
  plugins: [
    {
      name: 'leave out what is never reached',
      resolveId: (id, importer) =>
        NEVER_REACHED.test(id) && importer?.includes('/node_modules/') && !OF_CLIENT.test(importer)
          ? EMPTY
          : undefined,
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

// Both are one module: an error of it is an instance of the class that the other gives out.
writeFileSync(
  join(dir, 'index.js'),
  "import library from './index.cjs';\nexport const { startTenon, TenonError } = library;\n",
);
const declarations = libraryDeclarations();
for (const name of ['index.d.ts', 'index.d.cts']) writeFileSync(join(dir, name), declarations);
