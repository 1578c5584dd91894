import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LEAST_NODE } from '#platform/version.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { cached } from '../clients/lib/cache.ts';
import { suiteOf } from '../clients/lib/suite.ts';
import { fetchWith, find, Unavailable } from '../clients/lib/toolchains.ts';
import { SdkClient } from '../support/client.ts';
import { endAll, pack, ROOT, run, start, TSC, unpack } from './packed.ts';

/*
 * The package as npm installs it, bundled and below node_modules, in a folder whose name a careless
 * program takes apart, on the newest Node.js and on the oldest that package.json promises.
 */

let scratch: string;
let tarball: string;
let bin: string;
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'tenon package 包-'));
  tarball = await pack(scratch);
  bin = join(await unpack(tarball, scratch), 'bin/tenon.js');
}, 600_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
afterEach(endAll);

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

/** The same by `import` and by `require`. A connection that the client leaves open keeps no process alive. */
const TWO_SERVERS = `
  const assert = require('node:assert/strict');
  async function main({ startTenon, TenonError }) {
    const [one, other] = await Promise.all([startTenon({ transitions: 'manual' }), startTenon()]);
    assert.notEqual(one.url, other.url);
    for (const { url } of [one, other]) {
      const health = await (await fetch(url + '/_tenon/health')).json();
      assert.equal(health.ready, true);
    }
    await one.clock.advance('5s');
    await assert.rejects(other.clock.advance('5s'), TenonError);
    await one.close();
    assert.equal((await fetch(other.url + '/_tenon/health/live')).status, 200);
    await other.close();
    const both = [await import('tenon'), require('tenon')];
    assert.equal(both[0].TenonError, both[1].TenonError);
    assert.deepEqual(Object.keys(both[0]).sort(), ['TenonError', 'startTenon']);
    console.log('done');
  }
`;
const PROGRAMS = {
  'two-servers.mjs': `import { createRequire } from 'node:module';
    import * as tenon from 'tenon';
    const require = createRequire(import.meta.url);
    ${TWO_SERVERS} await main(tenon);`,
  'two-servers.cjs': `${TWO_SERVERS} void main(require('tenon'));`,
};

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
    const [, script = ''] =
      /<script type="module"[^>]* src="([^"]+)"/.exec(await page.text()) ?? [];
    expect(script).toMatch(/^\/_tenon\/console\/assets\//);
    expect((await fetch(`http://${host}${script}`)).status).toBe(200);
    const examined = await run(node(), [bin, 'doctor', '--endpoint', host]);
    expect(examined).toMatchObject({ code: 0, err: '' });
    server.child.kill('SIGTERM');
    expect(await server.ended).toMatchObject({ code: 0, err: '' });
  });

  it('keeps a store in a file', async () => {
    const store = `sqlite:${join(mkdtempSync(join(scratch, 'store ')), 'tenon.db')}`;
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

  it('starts programs of this machine', async () => {
    // What this machine lacks is found by trying to start it.
    const { out, err } = await run(node(), [bin, 'doctor', '--data-plane', 'netns']);
    expect(err).toBe('');
    if (process.platform !== 'linux') expect(out).toContain('a thing of Linux');
    else expect(out).toMatch(/^ (ok|NO) {2}ip +(works|ip cannot be run \(spawn ip ENOENT\))/m);
  });

  it('is a library: two servers in a process, which then ends by itself', async () => {
    for (const [name, text] of Object.entries(PROGRAMS)) {
      const program = join(scratch, name);
      writeFileSync(program, text);
      expect(await run(node(), [program]), name).toEqual({ code: 0, out: 'done\n', err: '' });
    }
  });

  it('plays the example of a library', async () => {
    const program = join(scratch, 'settle.mjs');
    copyFileSync(join(ROOT, 'docs/examples/library/settle.mjs'), program);
    expect(await run(node(), [program])).toEqual({
      code: 0,
      out: "[ 'Creating' ]\n[ 'Available' ]\n[]\n",
      err: '',
    });
  });
}

describe(`on Node.js ${process.versions.node}`, () => {
  works(() => process.execPath);

  it('does not load for its start what only copies of a store need', async () => {
    const program = `require(${JSON.stringify(join(bin, '../../dist/index.cjs'))}).startTenon().then((tenon) => {
      console.log(process.moduleLoadList.includes('NativeModule internal/fs/promises'));
      return tenon.close();
    })`;
    expect(await run(process.execPath, ['-e', program])).toMatchObject({ code: 0, out: 'false\n' });
  });

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

describe('what is packed', () => {
  it('has types that are right for every way to import it', async () => {
    const { types, ...analysis } = await checkPackage(
      createPackageFromTarballData(readFileSync(tarball)),
    );
    expect(types).toEqual({ kind: 'included' });
    expect('problems' in analysis && analysis.problems).toEqual([]);
  });

  it('has a manifest that says what is there', async () => {
    const packed = readFileSync(tarball);
    const { messages } = await publint({ pack: { tarball: new Uint8Array(packed).buffer } });
    expect(messages).toEqual([]);
  });
});

let project: string;
const installed = async () => {
  const npm = find('npm');
  if (npm === undefined) throw new Unavailable('there is no npm');
  project = join(scratch, 'empty project');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{}');
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'];
  await fetchWith({ command: npm, args: ['install', '--prefix', project, ...quiet, tarball] });
};
suiteOf('the package in an empty project', installed, () => {
  it.each(['nodenext', 'bundler'])('type-checks programs by %s', async (resolution) => {
    for (const name of ['program.mts', 'program.cts']) writeFileSync(join(project, name), PROGRAM);
    const bundled = resolution === 'bundler';
    const compilerOptions = {
      module: bundled ? 'preserve' : 'nodenext',
      moduleResolution: resolution,
      // This compiles with nothing but the language and the package: without the types of Node.js,
      // and without a library of disposables.
      lib: ['es2022'],
      target: 'es2022',
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
    };
    const config = { compilerOptions, include: ['program.*'] };
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(config));
    expect(await run(process.execPath, [TSC, '-p', project])).toEqual({
      code: 0,
      out: '',
      err: '',
    });
  });

  it('runs', async () => {
    for (const [name, text] of Object.entries(PROGRAMS)) {
      const program = join(project, name);
      writeFileSync(program, text);
      expect(await run(process.execPath, [program])).toEqual({ code: 0, out: 'done\n', err: '' });
    }
  });
});

/** What a program may write; each `@ts-expect-error` is one that it may not. */
const PROGRAM = `
import { startTenon, TenonError } from 'tenon';
import type { Tenon, TenonErrorCode, TenonOptions, TenonStoreEvent } from 'tenon';

const options: TenonOptions = {
  store: 'memory',
  world: { vpcs: [{ id: 'vpc-main', cidrBlock: '10.0.0.0/16' }] },
  port: undefined,
  onStoreEvent: ({ kind, store }: TenonStoreEvent) => [kind, store],
};
export async function main(): Promise<[string, number]> {
  await using tenon: Tenon = await startTenon(options);
  const { accountId, accessKeyId, secretAccessKey } = tenon.credentials;
  await tenon.clock.advance('5s');
  await tenon.clock.advance(5000);
  await tenon.settled();
  await tenon.reset();
  return [tenon.url + tenon.region + accountId + accessKeyId + secretAccessKey, tenon.clock.now()];
}
export function codeOf(error: unknown): TenonErrorCode | undefined {
  return error instanceof TenonError ? error.code : undefined;
}
// @ts-expect-error: there is no such option
void startTenon({ ports: 1 });
// @ts-expect-error: there is no such mode
void startTenon({ transitions: 'never' });
`;

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
