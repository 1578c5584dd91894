/**
 * `npm test`: types, lint and format, then every suite. Ends with one plain line of what passed
 * and what failed; exits 1 when anything did.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly { readonly status: string; readonly name: string }[];
}

const scratch = mkdtempSync(join(tmpdir(), 'tenon-test-'));
const report = join(scratch, 'report.json');
const suites = process.argv.slice(2);

const types = await run('types', 'tsc', ['--noEmit']);
const lint = await run('lint and format', 'biome', ['check', '--error-on-warnings', '.']);
const tests = await run('suites', 'vitest', [
  'run',
  ...suites,
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
]);

const { passed, failed, skipped } = readReport();
rmSync(scratch, { recursive: true, force: true });
const broken = failed + (types ? 0 : 1) + (lint ? 0 : 1);
console.log(
  `\ntypes ${said(types)}, lint ${said(lint)}\n` +
    `tests: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} not run here` : ''}`,
);
process.exit(broken === 0 && tests ? 0 : 1);

function said(ok: boolean): string {
  return ok ? 'passed' : 'FAILED';
}

function run(name: string, command: string, args: readonly string[]): Promise<boolean> {
  console.log(`- ${name}`);
  const bin = new URL(`../node_modules/.bin/${command}`, import.meta.url).pathname;
  return new Promise((done) => {
    const child = spawn(bin, args, { stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', (error) => {
      console.error(`${name}: ${error.message}`);
      done(false);
    });
    child.on('close', (code) => done(code === 0));
  });
}

function readReport(): { passed: number; failed: number; skipped: number } {
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
