import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SdkClient } from '../support/client.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

let folder: string;
let running: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenon-cli-'));
  running = [];
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts the command line; the environment has no settings but those given. */
function start(args: readonly string[], env: Record<string, string> = {}) {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [MAIN, ...args], { env: { PATH, HOME, ...env } });
  running.push(child);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const ended = new Promise<Run>((done) => {
    child.on('close', (code) => done({ code, out, err }));
  });
  /** Resolves to what `pattern` finds on standard output. */
  const says = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((done, failed) => {
      const look = () => {
        const found = pattern.exec(out);
        if (found) done(found);
      };
      child.stdout.on('data', look);
      child.on('close', () =>
        failed(new Error(`it ended without saying ${pattern}: ${out}${err}`)),
      );
      look();
    });
  return { child, ended, says };
}

const run = (args: readonly string[], env?: Record<string, string>) => start(args, env).ended;

async function serve(args: readonly string[], env?: Record<string, string>) {
  const server = start(['serve', '--listen', '127.0.0.1:0', ...args], env);
  const [, url = ''] = await server.says(/listens on (http:\S+)/);
  const [, accessKeyId = ''] = await server.says(/access key +(\S+)/);
  const [, secretAccessKey = ''] = await server.says(/secret key +(\S+)/);
  const host = url.replace('http://', '');
  return { ...server, url, client: new SdkClient(host, { accessKeyId, secretAccessKey }) };
}

describe('help and mistakes', () => {
  it.each([
    [],
    ['serve'],
    ['demo'],
    ['env'],
    ['explain'],
    ['doctor'],
  ])('has help for %s', async (...command) => {
    const { code, out } = await run([...command.flat(), '--help']);
    expect(code).toBe(0);
    expect(out).toContain('Usage: tenon');
  });

  it.each([
    [['bogus'], /unknown command/],
    [['serve', '--auth', 'maybe'], /strict, lenient/],
    [['serve', '--transitions', 'slow'], /instant, realistic, manual/],
    [['serve', '--max-in-flight', '0'], /whole number, 1 to 1000000/],
    [['serve', '--drain', '-1'], /whole number, 0 to 3600/],
    [['env'], /missing required argument/],
  ])('ends with 2 for wrong usage: %j', async (args, pattern) => {
    const { code, err } = await run(args);
    expect(code).toBe(2);
    expect(err).toMatch(pattern);
  });

  it.each([
    [['serve', '--listen', 'nowhere'], /--listen takes host:port/],
    [['serve', '--store', 'mongodb:x'], /no store is called \[mongodb:x\]/],
    [['serve', '--world', '/nowhere.yaml'], /nowhere\.yaml/],
    [['env', 'cobol'], /bash, terraform, python, go, node/],
    [['explain', 'attach', 'eni-1'], /takes an interface and an instance/],
    [['explain', 'DeleteVpc', 'VpcId'], /not Name=Value/],
  ])('says in one line what is wrong and ends with 1: %j', async (args, pattern) => {
    const { code, err } = await run(args);
    expect(code).toBe(1);
    expect(err).toMatch(pattern);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('names line and field of a mistake in the world file', async () => {
    const file = join(folder, 'world.yaml');
    writeFileSync(file, 'accounts:\n  - id: 12\n    keyz: []\n');
    const { code, err } = await run(['serve', '--world', file]);
    expect(code).toBe(1);
    expect(err).toMatch(/world\.yaml:\d+:\d+/);
    expect(err).toContain('keyz');
  });

  it('says that a port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((ready) => other.once('listening', ready));
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { code, err } = await run(['serve', '--listen', `127.0.0.1:${port}`]);
    other.close();
    expect(code).toBe(1);
    expect(err).toContain(`port ${port} of 127.0.0.1 is taken`);
  });

  it('says that a store is in use by another process', async () => {
    const store = `sqlite:${join(folder, 'tenon.db')}`;
    await serve(['--store', store]);
    const { code, err } = await run(['serve', '--listen', '127.0.0.1:0', '--store', store]);
    expect(code).toBe(1);
    expect(err).toMatch(/in use by another process/);
  });
});

describe('serve', () => {
  it('keeps what it answered across a restart, and ends with 0 on SIGTERM', async () => {
    const store = ['--store', `sqlite:${join(folder, 'deep', 'tenon.db')}`];
    const first = await serve(store);
    const { VpcId } = await first.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    first.child.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);

    const second = await serve(store);
    const { Vpcs } = await second.client.ok('vpc', 'DescribeVpcs', { VpcIds: [VpcId] });
    expect(Vpcs).toHaveLength(1);
    second.child.kill('SIGINT');
    expect((await second.ended).code).toBe(0);
  });

  it('answers what has arrived before it ends', async () => {
    const { child, client, ended } = await serve([]);
    const answers = Array.from({ length: 8 }, () =>
      client.vpc('CreateVpc', { CidrBlock: '10.0.0.0/16' }),
    );
    // The first answer says that the server is at work on them.
    await Promise.race(answers);
    child.kill('SIGTERM');
    const settled = await Promise.allSettled(answers);
    const answered = settled.filter((each) => each.status === 'fulfilled');
    expect(answered.every(({ value }) => value.status === 200)).toBe(true);
    expect((await ended).code).toBe(0);
  });

  it('says that it is not ready for the time of --drain or until another signal', async () => {
    const { child, url, ended } = await serve(['--drain', '3600']);
    const ready = async () => (await fetch(`${url}/_tenon/health/ready`)).status;
    expect(await ready()).toBe(200);
    child.kill('SIGTERM');
    let status = await ready();
    while (status === 200) status = await ready();
    expect(status).toBe(503);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  });

  it('logs a line for each request: info without, debug with the times of its stages', async () => {
    for (const log of ['info', 'debug']) {
      const { child, client, url, ended } = await serve(['--log', log]);
      const { envelope } = await client.call('vpc', 'DescribeVpcs');
      await fetch(`${url}/_tenon/health`);
      child.kill('SIGTERM');
      const lines = (await ended).err.trim().split('\n');
      expect(lines).toHaveLength(1);
      expect(JSON.parse(lines[0] ?? '')).toEqual({
        level: 30,
        time: expect.any(Number),
        pid: child.pid,
        hostname: expect.any(String),
        requestId: envelope.ResponseMetadata.RequestId,
        service: 'vpc',
        action: 'DescribeVpcs',
        version: '2020-04-01',
        region: 'cn-beijing',
        status: 200,
        code: '',
        accountId: expect.stringMatching(/^\d+$/),
        ms: expect.any(Number),
        ...(log === 'debug' && { stages: expect.objectContaining({ run: expect.any(Number) }) }),
        msg: 'answered',
      });
    }
  });

  it('takes its settings from TENON_* variables', async () => {
    const settings = {
      TENON_AUTH: 'lenient',
      TENON_TRANSITIONS: 'manual',
      TENON_MAX_IN_FLIGHT: '7',
    };
    const { url } = await serve([], settings);
    const answer = await fetch(`${url}/?Action=DescribeVpcs&Version=2020-04-01`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-tenon-auth')).toBe('lenient');
    const health = (await (await fetch(`${url}/_tenon/health`)).json()) as object;
    expect(health).toMatchObject({
      auth: 'lenient',
      transitions: 'manual',
      limits: { maxInFlight: 7 },
    });
  });

  it('says at the start that it does not check signatures', async () => {
    const { says } = await serve(['--auth', 'lenient']);
    await says(/NOT CHECKED/);
  });
});

describe('env', () => {
  it('prints export lines that a shell can evaluate', async () => {
    const { out } = await run(['env', 'bash', '--endpoint', 'http://127.0.0.1:9']);
    const lines = out.trim().split('\n');
    expect(lines.every((line) => /^export VOLCENGINE_\w+=\S+$/.test(line))).toBe(true);
    expect(lines).toContain('export VOLCENGINE_ENDPOINT=127.0.0.1:9');
    expect(lines).toContain('export VOLCENGINE_ENABLE_STANDARD_ENDPOINT=false');
  });

  it.each(['terraform', 'python', 'go', 'node'])('prints settings for %s', async (client) => {
    const { code, out } = await run(['env', client, '--endpoint', 'http://127.0.0.1:9']);
    expect(code).toBe(0);
    expect(out).toContain('127.0.0.1:9');
  });
});

describe('doctor', () => {
  it('finds nothing wrong with a server that answers', async () => {
    const { url } = await serve([]);
    expect(await run(['doctor', '--endpoint', url])).toMatchObject({ code: 0 });
  });

  it('finds a server that does not answer, a proxy and an endpoint that points elsewhere', async () => {
    const { code, out } = await run(['doctor', '--endpoint', 'http://127.0.0.1:9'], {
      HTTP_PROXY: 'http://127.0.0.1:8',
      VOLCENGINE_ENDPOINT: 'open.volcengineapi.com',
    });
    expect(code).toBe(1);
    expect(out.match(/^ NO/gm)).toHaveLength(3);
  });
});

describe('the package', () => {
  it('runs from its bundle', async () => {
    const dist = join(folder, 'dist');
    const build = fileURLToPath(new URL('../../scripts/build.ts', import.meta.url));
    const built = spawn(process.execPath, [build, dist], { stdio: 'inherit' });
    expect(await new Promise((done) => built.once('close', done))).toBe(0);
    const child = spawn(process.execPath, [
      join(dist, 'main.cjs'),
      'serve',
      '--listen',
      '127.0.0.1:0',
    ]);
    running.push(child);
    const url = await new Promise<string>((done) => {
      child.stdout.on('data', (chunk) => {
        const found = /listens on (http:\S+)/.exec(String(chunk));
        if (found?.[1]) done(found[1]);
      });
    });
    expect((await fetch(`${url}/_tenon/health`)).status).toBe(200);
    const metrics = await (await fetch(`${url}/_tenon/metrics`)).text();
    for (const name of ['tenon_info', 'process_cpu_seconds_total']) expect(metrics).toContain(name);
    child.kill('SIGTERM');
    expect(await new Promise((done) => child.once('close', done))).toBe(0);
  });
});

describe('demo', () => {
  it('plays to its end', async () => {
    const { code, out, err } = await run(['demo']);
    expect(err).toBe('');
    expect(code).toBe(0);
    for (const said of ['Attaching', 'InUse', '400 InvalidEni.InvalidStatus', 'Done:']) {
      expect(out).toContain(said);
    }
  });
});
