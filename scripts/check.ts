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
import {
  FEWER_CASES,
  isUnder,
  isUnitTest,
  LEFT_OUT,
  ON_POSTGRES,
  takesItsStore,
  testFiles,
} from './lib/suites.ts';

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly { readonly status: string; readonly name: string }[];
}

type Engine = 'memory' | 'postgres';

const FAILURES = fileURLToPath(new URL('./lib/failures.ts', import.meta.url));
const all = process.env.TENON_REQUIRE === 'all';
const given = process.argv.slice(2);
const unit = given[0] === '--unit';
if (unit) given.shift();
const dash = given.findIndex((each) => each.startsWith('-'));
const paths = dash < 0 ? given : given.slice(0, dash);
const toVitest = dash < 0 ? [] : given.slice(dash);
const whole = !unit && paths.length === 0;
const quick = whole && !all;

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
      check('lint', 'biome', ['check', '--error-on-warnings', '.']),
    ]
  : [];
const runs = [await suites('suites', chosen, 'memory')];
if (onPostgres.length > 0) {
  // Where all is required and there is none, the suites have failed already.
  if (noPostgres !== undefined) console.log(`- suites on PostgreSQL: not run, ${noPostgres}`);
  else runs.push(await suites('suites on PostgreSQL', onPostgres, 'postgres'));
}
const checked = await Promise.all(checks);
rmSync(scratch, { recursive: true, force: true });

if (quick) console.log(leftOut());
if (whole && noPackets !== undefined) console.log(`- suites with packets: not run, ${noPackets}`);
for (const { said } of checked) console.log(said);
const sum = (name: 'passed' | 'failed' | 'skipped') =>
  runs.reduce((total, each) => total + each[name], 0);
const broken = sum('failed') + checked.filter(({ ok }) => !ok).length;
const skipped = sum('skipped');
console.log(
  `tests: ${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} not run here` : ''}`,
);
process.exit(broken === 0 && runs.every(({ ok }) => ok) ? 0 : 1);

/** Runs beside the suites; what it has to say is said at once when it fails. */
async function check(name: string, command: string, args: readonly string[]) {
  const { ok, output } = await run(command, args, { quiet: true });
  if (!ok) console.error(`\n${output}\nFAILED ${name}\n`);
  return { ok, said: `${name} ${ok ? 'passed' : 'FAILED'}` };
}

async function suites(name: string, files: readonly string[], store: Engine) {
  console.log(`- ${name}`);
  if (files.length === 0) {
    console.error(`there is no suite under ${paths.join(' or ')}`);
    return { ok: false, passed: 0, failed: 1, skipped: 0 };
  }
  const report = join(scratch, `${store}.json`);
  const reporters = ['default', FAILURES, 'json'].map((each) => `--reporter=${each}`);
  const args = ['run', ...files, ...reporters, `--outputFile.json=${report}`, ...toVitest];
  const { ok } = await run('vitest', args, { env: { TENON_TEST_STORE: store } });
  return { ok, ...readReport(report) };
}

function leftOut(): string {
  const line = (path: string, about: string) => `  ${`npm test -- ${path}`.padEnd(36)} ${about}`;
  return [
    '',
    'left out here; TENON_REQUIRE=all npm test runs everything, on both engines:',
    ...Object.entries(LEFT_OUT).map(([path, about]) => line(path, about)),
    `with fewer cases: ${FEWER_CASES.join(', ')}; on PostgreSQL only: ${ON_POSTGRES.join(', ')}`,
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

function readReport(report: string): { passed: number; failed: number; skipped: number } {
  try {
    const read = JSON.parse(readFileSync(report, 'utf8')) as Report;
    // A suite that cannot even be loaded has no tests to count: it is one failure of its own.
    const unloaded = read.testResults.filter((suite) => suite.status === 'failed').length;
    return {
      passed: read.numPassedTests,
      failed: Math.max(read.numFailedTests, unloaded),
      skipped: read.numPendingTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
