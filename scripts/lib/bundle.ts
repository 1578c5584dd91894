import { fileURLToPath } from 'node:url';
import { type CodeSplittingGroup, type OutputOptions, rolldown } from 'rolldown';

/**
 * What the libraries load at every start though Tenon never has them use it: TLS (Tenon makes its
 * servers itself) and child processes (no command is a program of its own). Only imports of libraries
 * are left out: the sources themselves speak TLS and start programs.
 */
const NEVER_REACHED = /^(node:)?(https|child_process)$/;

/** The client of the demo, and what that client imports. Only the demo loads them. */
const CLIENT = '@volcengine/sdk-core';
const OF_CLIENT =
  /node_modules\/(@volcengine|axios|follow-redirects|https-proxy-agent|agent-base)\//;

const ENTRY = /[\\/]src[\\/](main|index)\.ts$/;

/**
 * What a start needs stands together, whoever else needs parts of it, too: each chunk takes its time to be
 * found. What is in a group takes along what it imports, but for what the entries need before they load it.
 */
const STARTED: CodeSplittingGroup[] = [
  { name: 'entry', tags: ['$initial'], test: (id) => !ENTRY.test(id), priority: 2 },
  { name: 'program', test: /[\\/]src[\\/]cli[\\/]program\.ts$/, priority: 1 },
  { name: 'server', test: /[\\/]src[\\/](server|cli[\\/]serve)\.ts$/ },
];

const EMPTY = '\0empty';

/**
 * Bundles sources as CommonJS: an ES module that imports `node:http` makes Node load its fetch client,
 * too.
 * @param input names of the entries, and their files in src/
 * @param whole leaves no library out, so that no node_modules is needed
 */
export async function bundle(
  input: Readonly<Record<string, string>>,
  output: OutputOptions,
  whole = false,
): Promise<void> {
  const made = await rolldown({
    input: Object.fromEntries(
      Object.entries(input).map(([name, file]) => [
        name,
        fileURLToPath(new URL(`../../src/${file}`, import.meta.url)),
      ]),
    ),
    platform: 'node',
    // A group takes along what some load late; they load it late all the same, with its chunk.
    checks: { ineffectiveDynamicImport: false },
    // Large, and only the demo needs it.
    external: whole ? [] : [CLIENT],
    plugins: [
      {
        name: 'leave out what is never reached',
        resolveId: (id, importer) =>
          NEVER_REACHED.test(id) &&
          importer?.includes('/node_modules/') &&
          !OF_CLIENT.test(importer)
            ? EMPTY
            : undefined,
        load: (id) => (id === EMPTY ? 'module.exports = {};' : undefined),
      },
    ],
  });
  await made.write({ format: 'cjs', codeSplitting: { groups: STARTED }, ...output });
  await made.close();
}
