import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LEAST_NODE } from '#platform/version.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { cached } from '../clients/lib/cache.ts';
import { suiteOf } from '../clients/lib/suite.ts';
import { fetchWith, find, Unavailable } from '../clients/lib/toolchains.ts';
import { SdkClient } from '../support/client.ts';

/*
 * The package as npm installs it, bundled and below node_modules, in a folder whose name a careless
 * program takes apart, on the newest Node.js and on the oldest that package.json promises.
 */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let scratch: string;
let bin: string;
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'tenon package 包-'));
  const modules = join(scratch, 'node_modules');
  const folder = join(modules, 'tenon');
  mkdirSync(folder, { recursive: true });
  for (const name of ['bin', 'package.json']) {
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  }
  // The one package that is not in the bundle.
  symlinkSync(join(ROOT, 'node_modules/@volcengine'), join(modules, '@volcengine'));
  const build = join(ROOT, 'scripts/build.ts');
  const built = await run(process.execPath, [build, join(folder, 'dist')]);
  expect(built.err).toBe('');
  bin = join(folder, 'bin/tenon.js');
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

function start(node: string, args: readonly string[]) {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(node, args, { env: { PATH, HOME }, stdio: ['ignore', 'pipe', 'pipe'] });
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

const run = (node: string, args: readonly string[]) => start(node, args).ended;

/** The address that a server says it listens on. */
function address({ child, said, ended }: ReturnType<typeof start>): Promise<string> {
  return new Promise((found, failed) => {
    child.stdout.on('data', () => {
      const [, url] = /listens on http:\/\/(\S+)/.exec(said.out) ?? [];
      if (url !== undefined) found(url);
    });
    void ended.then(({ err }) => failed(new Error(`it ended: ${err}`)));
  });
}

/** What is promised on every Node.js that is supported. */
function works(node: () => string): void {
  it('serves, without a word on standard error, and ends with 0', async () => {
    const server = start(node(), [bin, 'serve', '--listen', '0']);
    const host = await address(server);
    const client = new SdkClient(host, DEFAULT_ACCOUNT);
    const { VpcId } = await client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    expect((await client.ok('vpc', 'DescribeVpcs', { VpcIds: [VpcId] })).Vpcs).toHaveLength(1);
    const metrics = await (await fetch(`http://${host}/_tenon/metrics`)).text();
    for (const name of ['tenon_info', 'process_cpu_seconds_total']) expect(metrics).toContain(name);
    const page = await fetch(`http://${host}`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('<!doctype html>');
    const examined = await run(node(), [bin, 'doctor', '--endpoint', host]);
    expect(examined).toMatchObject({ code: 0, err: '' });
    server.child.kill('SIGTERM');
    expect(await server.ended).toMatchObject({ code: 0, err: '' });
  });

  it('keeps a store in a file', async () => {
    const store = `sqlite:${join(scratch, `store ${running.length} ${process.pid}.db`)}`;
    const first = start(node(), [bin, 'serve', '--listen', '0', '--store', store]);
    const { VpcId } = await new SdkClient(await address(first), DEFAULT_ACCOUNT).ok(
      'vpc',
      'CreateVpc',
      { CidrBlock: '10.0.0.0/16' },
    );
    first.child.kill('SIGTERM');
    expect(await first.ended).toMatchObject({ code: 0, err: '' });
    const second = start(node(), [bin, 'serve', '--listen', '0', '--store', store]);
    const client = new SdkClient(await address(second), DEFAULT_ACCOUNT);
    expect((await client.ok('vpc', 'DescribeVpcs', { VpcIds: [VpcId] })).Vpcs).toHaveLength(1);
  });

  it('plays the demo', async () => {
    const played = await run(node(), [bin, 'demo']);
    expect(played).toMatchObject({ code: 0, err: '' });
    expect(played.out).toContain('Next:\n  tenon serve');
  });
}

describe(`on Node.js ${process.versions.node}`, () => {
  works(() => process.execPath);

  it('says what is needed where Node.js is too old', async () => {
    const [major = 0, minor = 0] = LEAST_NODE.split('.').map(Number);
    const older = `${major}.${minor - 1}.99`;
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '${older}' })`;
    const { code, err } = await run(process.execPath, [
      `--import=data:text/javascript,${encodeURIComponent(pretend)}`,
      ...[bin, 'serve', '--listen', '0'],
    ]);
    expect(code).toBe(1);
    expect(err).toBe(`tenon: Node.js ${LEAST_NODE} or newer is needed, and this is ${older}\n`);
  });
});

let oldest = '';
const ready = async () => {
  oldest = await nodeOf(LEAST_NODE);
};
suiteOf(`the package on Node.js ${LEAST_NODE}`, ready, () => works(() => oldest));

/** The program of another Node.js, from the npm registry. */
async function nodeOf(version: string): Promise<string> {
  const npm = find('npm');
  if (npm === undefined) throw new Unavailable('there is no npm');
  const name = `node-${process.platform}-${process.arch}`;
  const build = { client: 'node', with: [version], from: [import.meta.filename] };
  const folder = await cached(build, (target) =>
    fetchWith({
      command: npm,
      args: ['install', '--prefix', target, '--no-audit', '--no-fund', `${name}@${version}`],
    }),
  );
  return join(folder, 'node_modules', name, 'bin/node');
}
