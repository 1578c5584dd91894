import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Suites that `npm test` leaves out unless everything is required, and what they test. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  'src/store/postgres/locks': 'rows of PostgreSQL that somebody holds for long',
  'src/store/postgres/pooler': 'PostgreSQL behind a pooler',
  'src/store/postgres/standby': 'PostgreSQL with a standby',
  'test/cli': 'the command line, as programs of their own',
  'test/clients/faults/go': 'what the SDK for Go does with faults',
  'test/clients/faults/python': 'what the SDK for Python does with faults',
  'test/clients/go': 'the SDK for Go',
  'test/clients/java': 'the SDK for Java',
  'test/clients/python': 'the SDK for Python',
  'test/clients/role': 'the role providers of the SDKs',
  'test/clients/terraform': 'the Terraform provider',
  'test/clients/ve': 'the ve command',
  'test/console/axe': 'the console against the rules of accessibility',
  'test/console/frame': 'the frame of the console, in Chromium',
  'test/console/forms': 'the forms of the console, in Chromium',
  'test/console/map': 'the map of the console, in Chromium',
  'test/console/packet': 'the packet page of the console, in Chromium',
  'test/console/requests': 'the requests page of the console, in Chromium',
  'test/console/resources': 'the resources page of the console, in Chromium',
  'test/console/safety': 'the safety of the console, in Chromium',
  'test/console/start': 'the start page of the console, in Chromium',
  'test/console/time': 'the time page of the console, in Chromium',
  'test/crash': 'a server that is killed, on one file',
  'test/dataplane/netns': 'the driver of network namespaces, by packets and under faults',
  'test/deploy/examples': 'the examples of docs/ci.md and the steps of action.yml, as they are run',
  'test/deploy/schemas': "files for CI systems and clusters, against these systems' schemas",
  'test/dialect': "that other databases of PostgreSQL's dialect can parse each statement",
  'test/disk': 'a disk that is full or fails',
  'test/docs/data-plane': 'the examples of docs/data-plane.md',
  'test/history': 'the history of several processes under faults',
  'test/image': 'the image, and a server that runs from it',
  'test/metadata': 'instance metadata, asked for from inside instances',
  'test/packets': 'packets through the data plane, against a model',
  'test/package': 'the package as npm installs it',
  'test/races': 'requests at the same moment, on each store',
  'test/reconcile/repeat': 'that transitions may be carried out more than once',
  'test/samples': 'the samples of docs/testing.md, in each language',
  'test/scale': 'that no statement costs more in a larger world',
  'test/upgrade': 'versions side by side, and each step of the schema',
};

/** Suites that run fewer cases unless everything is required. */
export const FEWER_CASES = ['test/fuzz', 'test/model'];

/** Suites that the quick run repeats on PostgreSQL. */
export const ON_POSTGRES = ['test/attach'];

/** Suites that choose their stores themselves, though they start servers as the others do. */
const NAME_THEIR_STORES = [
  ...['src/store', 'test/disk', 'test/dialect', 'test/packets', 'test/races', 'test/scale'],
];

/** Suites of what is the same whatever the store is: pages in a browser, files, archives. */
const OF_NO_STORE = ['test/console', 'test/image', 'test/package', 'test/deploy', 'src/console'];

/** The file that starts a server on the store that TENON_TEST_STORE names. */
const TEST_SERVER = 'test/support/server.ts';
/** Files that no unit test reaches. */
const WHOLE = [
  TEST_SERVER,
  'test/support/stores.ts',
  'src/server.ts',
  'src/composition/',
  'src/store/open.ts',
  'src/store/postgres/',
  'src/store/sqlite/',
];

/** The files of the suites whose paths contain one of `chosen`, or of all. */
export function testFiles(chosen: readonly string[] = []): string[] {
  const all = [...filesIn('src'), ...filesIn('test')]
    .filter((file) => file.endsWith('.test.ts'))
    .sort();
  const wanted = chosen.map((path) => path.replace(/^\.\//, ''));
  return chosen.length === 0 ? all : all.filter((file) => isUnder(file, wanted));
}

/** The TypeScript files in a folder, at any depth. vitest.config.ts may run on a Node.js without globSync. */
const filesIn = (folder: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));

export const isUnder = (file: string, paths: readonly string[]): boolean =>
  paths.some((path) => file.includes(path));

/** Whether the suite runs on the engine that the environment names. */
export function takesItsStore(file: string): boolean {
  return !isUnder(file, [...NAME_THEIR_STORES, ...OF_NO_STORE]) && reached(file).has(TEST_SERVER);
}

/** Whether the test stands beside its source, and needs neither a server nor a store. */
export function isUnitTest(file: string): boolean {
  return file.startsWith('src/') && ![...reached(file)].some((each) => isUnder(each, WHOLE));
}

/**
 * The tests to run when a file has changed. A test: itself. Any other file: the tests named after it,
 * those that import it and those beside it; where these are fewer than {@link FEW}, the same of the
 * files that import it, and so on. A group that would make them more than {@link MANY} is left out:
 * nearly every test reaches nearly every source by way of the server, and would be run each time.
 */
export function testsNear(changed: string): string[] {
  const file = relative(ROOT, changed);
  const tests = testFiles();
  if (tests.includes(file)) return [file];
  const beside = (other: string) => tests.filter((test) => dirname(test) === dirname(other));
  const namedAfter = (other: string) =>
    beside(other).filter((test) => subjectOf(test) === subjectOf(other));
  const importing = (other: string) => usersOf(other, tests);

  const sources = filesIn('src');
  const met = new Set([file]);
  let near: string[] = [];
  let tooMany: string[] = [];
  /** How many have to do with it for certain: a test that only stands beside a file may not. */
  let certain = 0;
  for (let circle = [file]; certain < FEW && circle.length > 0; ) {
    for (const find of [namedAfter, importing, beside]) {
      const more = [...new Set([...near, ...circle.flatMap(find)])];
      if (more.length > MANY) {
        if (tooMany.length === 0) tooMany = more;
        continue;
      }
      if (find !== beside) certain += more.length - near.length;
      near = more;
    }
    circle = circle.flatMap((each) => usersOf(each, sources)).filter((each) => !met.has(each));
    for (const each of circle) met.add(each);
  }
  return near.length > 0 ? near : tooMany.slice(0, MANY);
}

/** Makes {@link testsNear} read the files again: they may have changed since. */
export function forgetImports(): void {
  known.clear();
}

/** Fewer tests than this say little about a change. */
const FEW = 3;
/** More tests than this are waited for longer than a change takes to write. */
export const MANY = 12;

/** `attach` for attach.ts, attach.rules.ts, attach.test.ts and attach.rules.test.ts. */
const subjectOf = (file: string) => basename(file).split('.')[0];

const usersOf = (file: string, among: readonly string[]) =>
  among.filter((each) => importsOf(each).includes(file));

/** All files that a file imports, directly or not, except for their types. */
function reached(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const next of importsOf(file)) reached(next, seen);
  return seen;
}

const IMPORT =
  /^(?:import|export) (?!type )(?:[^;]*? from )?'([#.][^']+)'|\bimport\('([#.][^']+)'\)/gm;
const known = new Map<string, readonly string[]>();

function importsOf(file: string): readonly string[] {
  const before = known.get(file);
  if (before !== undefined) return before;
  const source = readFileSync(join(ROOT, file), 'utf8');
  const found = [...source.matchAll(IMPORT)]
    .map(([, plain = '', dynamic = '']) => pathOf(plain || dynamic, file))
    .filter(
      (path) => path.endsWith('.ts') && statSync(join(ROOT, path), { throwIfNoEntry: false }),
    );
  known.set(file, found);
  return found;
}

function pathOf(specifier: string, importer: string): string {
  if (specifier.startsWith('#test/')) return specifier.slice(1);
  if (specifier.startsWith('#')) return `src/${specifier.slice(1)}`;
  return relative(ROOT, join(ROOT, dirname(importer), specifier));
}
