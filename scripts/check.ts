/**
 * `npm test`: types, lint and format, then every suite, and again on PostgreSQL. Ends with one plain line of what passed
 * and what failed; exits 1 when anything did.
 */

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { noPostgres } from '#test/support/postgres-server.ts';

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly { readonly status: string; readonly name: string }[];
}

const scratch = mkdtempSync(join(tmpdir(), 'tenon-test-'));
const suites = process.argv.slice(2);

/** Every suite runs on PostgreSQL as well where all is required; elsewhere those about attaching. */
const ALL = process.env.TENON_REQUIRE === 'all';
const SUITES_ON_POSTGRES = ['src/services/vpc/network-interface', 'test/attach', 'test/model'];
/** Suites that name their stores, or need none. */
const ON_THEIR_OWN = [
  'src/store',
  'test/races',
  'test/scale',
  'test/crash',
  'test/disk',
  'test/dialect',
  'test/history',
  'test/cli',
  'test/docs',
  'test/architecture',
  'test/package',
  'test/upgrade',
];

const types = await run('types', 'tsc', ['--noEmit']);
const lint = await run('lint and format', 'biome', ['check', '--error-on-warnings', '.']);
const runs = [await suite('suites', suites, 'memory')];
// Where all is required and there is none, the suites have failed already.
if (noPostgres !== undefined) console.log(`- suites on PostgreSQL: not run, ${noPostgres}`);
else {
  const chosen = suites.length > 0 || ALL ? suites : SUITES_ON_POSTGRES;
  const others = ON_THEIR_OWN.flatMap((path) => ['--exclude', `${path}/**`]);
  runs.push(await suite('suites on PostgreSQL', [...chosen, ...others], 'postgres'));
}
rmSync(scratch, { recursive: true, force: true });

const sum = (name: 'passed' | 'failed' | 'skipped') =>
  runs.reduce((all, each) => all + each[name], 0);
const broken = sum('failed') + (types ? 0 : 1) + (lint ? 0 : 1);
const skipped = sum('skipped');
console.log(
  `\ntypes ${said(types)}, lint ${said(lint)}\n` +
    `tests: ${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} not run here` : ''}`,
);
process.exit(broken === 0 && runs.every(({ ok }) => ok) ? 0 : 1);

async function suite(name: string, chosen: readonly string[], store: 'memory' | 'postgres') {
  const report = join(scratch, `${store}.json`);
  const ok = await run(
    name,
    'vitest',
    ['run', ...chosen, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    { TENON_TEST_STORE: store },
  );
  return { ok, ...readReport(report) };
}

function said(ok: boolean): string {
  return ok ? 'passed' : 'FAILED';
}

function run(
  name: string,
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  console.log(`- ${name}`);
  const bin = fileURLToPath(new URL(`../node_modules/.bin/${command}`, import.meta.url));
  return new Promise((done) => {
    const child = spawn(bin, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.on('error', (error) => {
      console.error(`${name}: ${error.message}`);
      done(false);
    });
    child.on('close', (code) => done(code === 0));
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
