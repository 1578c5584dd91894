import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { cached } from './cache.ts';
import { run } from './child.ts';
import { fetchWith, find, Unavailable } from './toolchains.ts';

let folder: string;
let source: string;
let builds: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenon-cache-'));
  vi.stubEnv('TENON_CACHE', folder);
  source = join(folder, 'source');
  writeFileSync(source, 'one');
  builds = 0;
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const build = (tool = 'tool 1') =>
  cached({ client: 'some', with: [tool], from: [source] }, async (target) => {
    builds += 1;
    writeFileSync(join(target, 'made'), readFileSync(source));
  });

it('builds once, and anew when a source or a tool is another', async () => {
  const first = await build();
  expect(await build()).toBe(first);
  expect(builds).toBe(1);
  writeFileSync(source, 'two');
  const second = await build();
  expect(readFileSync(join(second, 'made'), 'utf8')).toBe('two');
  await build('tool 2');
  expect(builds).toBe(3);
  expect(existsSync(join(first, 'made'))).toBe(true);
});

it('keeps nothing of a build that failed', async () => {
  const failing = cached({ client: 'some', with: [], from: [source] }, async (target) => {
    writeFileSync(join(target, 'half'), '');
    throw new Error('the compiler gave up');
  });
  await expect(failing).rejects.toThrow('the compiler gave up');
  expect(readdirSync(join(folder, 'clients/some'))).toEqual([]);
});

it('takes what another process has built meanwhile', async () => {
  const target = await cached({ client: 'some', with: [], from: [source] }, async (unfinished) => {
    const finished = unfinished.replace(/\.\d+$/, '');
    await run({ command: 'mkdir', args: ['-p', join(finished, 'of another')] });
  });
  expect(readdirSync(target)).toEqual(['of another']);
});

it('tells what cannot be fetched from what does not work', async () => {
  const offline = { command: process.execPath, args: ['-e', 'throw new Error("no registry")'] };
  await expect(fetchWith(offline)).rejects.toThrow(Unavailable);
  await expect(fetchWith(offline)).rejects.toThrow('no registry');
});

it('finds no tool where there is none', () => {
  vi.stubEnv('PATH', folder);
  expect(find('source')).toBe(source);
  expect(find('go')).toBeUndefined();
});

it('gives clients no settings of the cloud and no proxy', async () => {
  vi.stubEnv('VOLCENGINE_ACCESS_KEY', 'real');
  vi.stubEnv('HTTP_PROXY', 'http://proxy');
  const print = 'console.log(process.env.VOLCENGINE_ACCESS_KEY, process.env.HTTP_PROXY)';
  const program = { command: process.execPath, args: ['-e', print] };
  expect((await run(program)).stdout).toBe('undefined undefined\n');
  expect((await run(program, { proxies: true })).stdout).toBe('undefined http://proxy\n');
});

it('ends a program that takes too long', async () => {
  const program = { command: process.execPath, args: ['-e', 'setInterval(() => {}, 1000)'] };
  expect((await run(program, { timeoutMs: 50 })).code).toBeNull();
});
