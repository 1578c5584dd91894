import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lastWords, run } from '../clients/lib/child.ts';
import { suiteOf } from '../clients/lib/suite.ts';
import { fetchWith, findGo, findMaven, GO_ENV } from '../clients/lib/toolchains.ts';
import { virtualEnvironment } from '../clients/lib/virtual-environment.ts';
import { endAll, pack, ROOT, unpack } from '../package/packed.ts';

/*
 * The samples of docs/testing.md, each in an empty folder, with the package as npm installs it.
 */

const SAMPLES = join(ROOT, 'docs/examples/testing');
const PATIENCE_MS = 600_000;

let scratch: string;
let command: string;
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'tenon-samples-'));
  const bin = await unpack(await pack(scratch), scratch);
  command = `${process.execPath} ${join(bin, 'bin/tenon.js')}`;
}, PATIENCE_MS);
afterAll(() => {
  endAll();
  rmSync(scratch, { recursive: true, force: true });
});

/** A sample in a folder of its own. */
function copyOf(name: string): string {
  const folder = join(scratch, name);
  cpSync(join(SAMPLES, name), folder, { recursive: true });
  return folder;
}

let python: string;
suiteOf(
  'the sample in Python',
  async () => {
    const requirements = join(ROOT, 'test/samples/requirements.txt');
    python = join(await virtualEnvironment('samples', requirements), 'bin/python');
  },
  () => {
    it('passes: thirty tests and more under xdist on one server', {
      timeout: PATIENCE_MS,
    }, async () => {
      const cwd = copyOf('python');
      // Like pip, it installs the package's modules, and the entry point by which pytest finds
      // them.
      const installed = join(cwd, 'installed');
      cpSync(join(ROOT, 'clients/python/tenon_vpc'), join(installed, 'tenon_vpc'), {
        recursive: true,
      });
      const info = join(installed, 'tenon_vpc-0.1.0.dist-info');
      mkdirSync(info);
      writeFileSync(
        join(info, 'METADATA'),
        'Metadata-Version: 2.1\nName: tenon-vpc\nVersion: 0.1.0\n',
      );
      writeFileSync(join(info, 'entry_points.txt'), '[pytest11]\ntenon = tenon_vpc.plugin\n');
      const env = { TENON_COMMAND: command, PYTHONPATH: installed };
      const args = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider'];
      const ended = await run({ command: python, args }, { cwd, env, timeoutMs: PATIENCE_MS });
      expect(ended.code, lastWords(ended, 60)).toBe(0);
      expect(ended.stdout).toMatch(/\b33 passed\b/);
      // The package's own tests, in an empty folder beside what is installed.
      const own = join(scratch, 'python-own');
      cpSync(join(ROOT, 'clients/python/tests'), own, { recursive: true });
      const tested = await run(
        { command: python, args: [...args, '--rootdir', own] },
        { cwd: own, env, timeoutMs: PATIENCE_MS },
      );
      expect(tested.code, lastWords(tested, 60)).toBe(0);
    });
  },
);

let go: string;
let modules: string;
suiteOf(
  'the sample in Go',
  async () => {
    const tool = await findGo();
    go = tool.path;
    modules = join(scratch, 'go');
    copyOf('go');
    const replaced = 'github.com/tenon-vpc/tenon/clients/go/tenontest';
    const edit = ['mod', 'edit', '-replace', `${replaced}=${join(ROOT, 'clients/go/tenontest')}`];
    await fetchWith({ command: go, args: edit }, { cwd: modules, env: GO_ENV });
    await fetchWith({ command: go, args: ['mod', 'download'] }, { cwd: modules, env: GO_ENV });
  },
  () => {
    it('passes, and so do the tests of tenontest, in which vet finds nothing', {
      timeout: PATIENCE_MS,
    }, async () => {
      const options = { cwd: modules, timeoutMs: PATIENCE_MS };
      const env = { ...GO_ENV, TENON_COMMAND: command };
      const ended = await run(
        { command: go, args: ['test', '-count=1', '-v', './...'] },
        { ...options, env },
      );
      expect(ended.code, lastWords(ended, 60)).toBe(0);
      expect(ended.stdout.match(/^--- PASS/gm)).toHaveLength(7);
      const tenontest = join(ROOT, 'clients/go/tenontest');
      const tested = await run(
        { command: go, args: ['test', '-count=1', './...'] },
        { ...options, cwd: tenontest, env },
      );
      expect(tested.code, lastWords(tested, 60)).toBe(0);
      const vetted = await run({ command: go, args: ['vet', './...'] }, { cwd: tenontest, env });
      expect(vetted.code, lastWords(vetted)).toBe(0);
    });
  },
);

let maven: string;
suiteOf(
  'the sample in Java',
  async () => {
    maven = (await findMaven()).path;
    const cwd = copyOf('junit');
    const provider = 'org.apache.maven.surefire:surefire-junit-platform:3.5.4';
    for (const args of [
      ['-DskipTests', 'test'],
      ['dependency:get', `-Dartifact=${provider}`],
    ]) {
      await fetchWith({ command: maven, args: ['-q', '-B', ...args] }, { cwd });
    }
  },
  () => {
    it('passes beside a server: tenon run -- mvn test', { timeout: PATIENCE_MS }, async () => {
      const cwd = join(scratch, 'junit');
      const [node = '', bin = ''] = command.split(' ');
      const args = [bin, 'run', '--transitions', 'manual', '--', maven, '-B', 'test'];
      const ended = await run({ command: node, args }, { cwd, timeoutMs: PATIENCE_MS });
      expect(ended.code, lastWords(ended, 60)).toBe(0);
      expect(ended.stdout).toContain('Tests run: 4, Failures: 0');
    });
  },
);

it('the sample in TypeScript passes', { timeout: PATIENCE_MS }, async () => {
  const cwd = copyOf('vitest');
  const modulesOf = join(cwd, 'node_modules');
  mkdirSync(modulesOf);
  symlinkSync(join(scratch, 'node_modules/tenon'), join(modulesOf, 'tenon'));
  for (const name of ['@volcengine', 'vitest']) {
    symlinkSync(join(ROOT, 'node_modules', name), join(modulesOf, name));
  }
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const ended = await run(
    { command: process.execPath, args: [vitest, 'run'] },
    { cwd, timeoutMs: PATIENCE_MS },
  );
  expect(ended.code, lastWords(ended, 60)).toBe(0);
});
