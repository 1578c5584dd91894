import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { find } from '../clients/lib/toolchains.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const TSC = join(
  dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin/tsc',
);

/** The files of the checkout that go into the package, except for what is built. */
const PACKED = ['bin', 'deploy', 'docs', 'package.json', 'README.md', 'README.zh-CN.md', 'LICENSE'];

const running: ChildProcess[] = [];

/** Starts a program that knows nothing of this process but where programs are. */
export function start(program: string, args: readonly string[]) {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(program, args, { env: { PATH, HOME }, stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', (text) => {
    said.out += text;
  });
  child.stderr.on('data', (text) => {
    said.err += text;
  });
  const ended = new Promise<{ code: number | null; out: string; err: string }>((done) => {
    child.on('close', (code) => done({ code, ...said }));
  });
  return { child, said, ended };
}

export const run = (program: string, args: readonly string[]) => start(program, args).ended;

/** Ends the programs that were started and still run. */
export function endAll(): void {
  for (const child of running.splice(0)) child.kill('SIGKILL');
}

/** Builds the package in `folder` and packs it there, as npm does; gives the path of the tarball. */
export async function pack(folder: string): Promise<string> {
  const stage = join(folder, 'stage');
  for (const name of PACKED) cpSync(join(ROOT, name), join(stage, name), { recursive: true });
  const build = await run(process.execPath, [join(ROOT, 'scripts/build.ts'), join(stage, 'dist')]);
  expect(build).toEqual({ code: 0, out: '', err: '' });
  const npm = find('npm') ?? 'npm';
  const args = ['pack', stage, '--ignore-scripts', '--pack-destination', folder];
  const packed = await run(npm, args);
  expect(packed.code, packed.err).toBe(0);
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  return join(folder, tarball ?? '');
}

/** Puts the package below the node_modules of `folder` without asking a registry; gives its folder. */
export async function unpack(tarball: string, folder: string): Promise<string> {
  const target = join(folder, 'node_modules/tenon');
  mkdirSync(target, { recursive: true });
  const args = ['-xzf', tarball, '-C', target, '--strip-components', '1'];
  expect(await run('tar', args)).toEqual({ code: 0, out: '', err: '' });
  // The one package that is not in the bundle.
  symlinkSync(join(ROOT, 'node_modules/@volcengine'), join(folder, 'node_modules/@volcengine'));
  return target;
}
