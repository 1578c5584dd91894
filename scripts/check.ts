/**
 * `npm test`: types, lint and format beside the suites, some of these again on PostgreSQL, and a word
 * on what was left out; with TENON_REQUIRE=all everything, each suite on each engine it has to do with.
 *
 * `npm test -- PATH...` runs the suites under these paths and nothing else, likewise on each engine;
 * what begins with a dash goes to vitest, with all that follows it. `--unit` runs those that need
 * neither a server nor a store.
 *
 * Ends with one plain line of what passed and what failed; exits 1 when anything did.
 */

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { noPackets } from '#test/packets/able.ts';
import { noPostgres } from '#test/support/postgres-server.ts';
import type { Counts } from './lib/failures.ts';
import { canBundleServer, freshServer, SERVER } from './lib/server.ts';
import {
  FEWER_CASES,
  isUnder,
  isUnitTest,
  LEFT_OUT,
  ON_POSTGRES,
  takesItsStore,
  testFiles,
} from './lib/suites.ts';

type Engine = 'memory' | 'postgres';

const FAILURES = fileURLToPath(new URL('./lib/failures.ts', import.meta.url));
/** Of a run that did not come to its end. */
const NONE: Counts = { passed: 0, failed: 1, skipped: 0, failures: [] };
const all = process.env.TENON_REQUIRE === 'all';
const given = process.argv.slice(2);
const unit = given[0] === '--unit';
if (unit) given.shift();
const dash = given.findIndex((each) => each.startsWith('-'));
const paths = dash < 0 ? given : given.slice(0, dash);
const toVitest = dash < 0 ? [] : given.slice(dash);
const whole = !unit && paths.length === 0;
const quick = whole && !all;

// By itself, vitest would leave one core free, which is half of two.
if (whole) toVitest.push('--maxWorkers=100%');

/** The program that suites start as a process: for a few suites the sources do. */
const program = whole && canBundleServer() ? { TENON_TEST_PROGRAM: SERVER } : {};
if (whole && canBundleServer()) await freshServer(() => {});

const scratch = mkdtempSync(join(tmpdir(), 'tenon-test-'));
const chosen = testFiles(paths).filter(
  (file) => (!unit || isUnitTest(file)) && !(quick && isUnder(file, Object.keys(LEFT_OUT))),
);
const onPostgres = chosen.filter(
  (file) => takesItsStore(file) && (!quick || isUnder(file, ON_POSTGRES)),
);

const checks = whole
  ? [
      check('types', 'tsc', ['--noEmit']),
      check('types of the console', 'tsc', ['--noEmit', '-p', 'console']),
      check('lint', 'biome', ['check', '--error-on-warnings', '.']),
    ]
  : [];
const runs = [await suites('suites', chosen, 'memory')];
if (onPostgres.length > 0) {
  // Where everything is required, the suites have already failed for want of PostgreSQL.
  if (noPostgres !== undefined) console.log(`- suites on PostgreSQL: not run, ${noPostgres}`);
  else runs.push(await suites('suites on PostgreSQL', onPostgres, 'postgres'));
}
const checked = await Promise.all(checks);
rmSync(scratch, { recursive: true, force: true });

if (quick) console.log(leftOut());
if (whole && noPackets !== undefined) console.log(`- suites with packets: not run, ${noPackets}`);
for (const { said } of checked) console.log(said);
// Said again, since a log may keep nothing but its end.
const failures = runs.flatMap(({ name, failures }) => failures.map((each) => `${name}: ${each}`));
if (failures.length > 0) console.log(['', 'what failed:', ...failures, ''].join('\n'));
const sum = (name: 'passed' | 'failed' | 'skipped') =>
  runs.reduce((total, each) => total + each[name], 0);
// A run without a failed test also fails when it leaves something behind.
const failedRuns = runs.filter(({ ok, failed }) => !ok && failed === 0).length;
const broken = sum('failed') + failedRuns + checked.filter(({ ok }) => !ok).length;
const skipped = sum('skipped');
console.log(
  `tests: ${sum('passed')} passed, ${sum('failed') + failedRuns} failed${skipped > 0 ? `, ${skipped} not run here` : ''}`,
);
process.exit(broken === 0 ? 0 : 1);

/** Runs a check beside the suites. When it fails, its output is printed at once. */
async function check(name: string, command: string, args: readonly string[]) {
  const { ok, output } = await run(command, args, { quiet: true });
  if (!ok) console.error(`\n${output}\nFAILED ${name}\n`);
  return { ok, said: `${name} ${ok ? 'passed' : 'FAILED'}` };
}

async function suites(name: string, files: readonly string[], store: Engine) {
  console.log(`- ${name}`);
  if (files.length === 0) {
    console.error(`there is no suite under ${paths.join(' or ')}`);
    return { name, ok: false, ...NONE };
  }
  const counts = join(scratch, store);
  const reporters = ['default', FAILURES].map((each) => `--reporter=${each}`);
  const env = { TENON_TEST_STORE: store, TENON_TEST_COUNTS: counts, ...program };
  const { ok } = await run('vitest', ['run', ...files, ...reporters, ...toVitest], { env });
  return { name, ok, ...readCounts(counts) };
}

function leftOut(): string {
  const width = Math.max(...Object.keys(LEFT_OUT).map((path) => path.length));
  const line = (path: string, about: string) => `  npm test -- ${path.padEnd(width)}  ${about}`;
  return [
    '',
    'left out here; TENON_REQUIRE=all npm test runs everything, on both engines:',
    ...Object.entries(LEFT_OUT).map(([path, about]) => line(path, about)),
    `run with fewer cases: ${FEWER_CASES.join(', ')}`,
    `run on PostgreSQL too: ${ON_POSTGRES.join(', ')} and no other`,
    '',
  ].join('\n');
}

function run(
  command: string,
  args: readonly string[],
  { quiet = false, env = {} }: { quiet?: boolean; env?: Readonly<Record<string, string>> },
): Promise<{ ok: boolean; output: string }> {
  const bin = fileURLToPath(new URL(`../node_modules/.bin/${command}`, import.meta.url));
  const out = quiet ? 'pipe' : 'inherit';
  return new Promise((done) => {
    let output = '';
    const child = spawn(bin, args, {
      stdio: ['ignore', out, out],
      env: { ...process.env, ...env },
    });
    child.stdout?.on('data', (text) => (output += text));
    child.stderr?.on('data', (text) => (output += text));
    child.on('error', (error) => done({ ok: false, output: error.message }));
    child.on('close', (code) => done({ ok: code === 0, output }));
  });
}

/** The counts of a run; one failure when it left none. */
function readCounts(file: string): Counts {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Counts;
  } catch {
    return NONE;
  }
}
