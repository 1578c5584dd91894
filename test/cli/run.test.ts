import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MAIN } from '#test/support/program.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { run, scratch, start, startProgram, TENON, useCommandLine } from './harness.ts';

useCommandLine();

/** A command that runs JavaScript. */
const js = (code: string) => [process.execPath, '-e', code];
const runs = (command: readonly string[], options: readonly string[] = [], env = {}) =>
  start(['run', ...options, '--', ...command], env);

describe('the command', () => {
  it('finds a server that is ready, and that is gone afterwards', async () => {
    const ask = `fetch(process.env.TENON_ENDPOINT + '/_tenon/health')
      .then((answer) => answer.json())
      .then((body) => console.log(process.env.TENON_ENDPOINT, JSON.stringify(body)))`;
    const options = ['--transitions', 'realistic', '--pace', '0.5', '--auth', 'lenient'];
    const { code, out, err } = await runs(js(ask), options).ended;
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [url = '', body = ''] = out.split(/ (.*)/s);
    expect(JSON.parse(body)).toMatchObject({
      ready: true,
      store: 'memory',
      transitions: 'realistic',
      auth: 'lenient',
    });
    await expect(fetch(url)).rejects.toThrow();
  });

  it('has the settings of every client, and none that would lead one astray', async () => {
    const before = {
      KEPT: 'yes',
      NO_PROXY: 'example.com',
      HTTP_PROXY: 'http://127.0.0.1:9',
      http_proxy: 'http://127.0.0.1:9',
      HTTPS_PROXY: 'http://127.0.0.1:9',
      VOLCENGINE_SESSION_TOKEN: 'of another key',
      VOLCENGINE_PROFILE: 'production',
      VOLCENGINE_ACCESS_KEY: 'of the cloud',
      VOLCSTACK_ACCESS_KEY: 'of the cloud',
    };
    const { out } = await runs(js('console.log(JSON.stringify(process.env))'), [], before).ended;
    const env = JSON.parse(out);
    const { accessKeyId, secretAccessKey } = DEFAULT_ACCOUNT;
    expect(env).toMatchObject({
      KEPT: 'yes',
      VOLCENGINE_ACCESS_KEY: accessKeyId,
      VOLCENGINE_SECRET_KEY: secretAccessKey,
      VOLCENGINE_REGION: 'cn-beijing',
      VOLCENGINE_ENDPOINT: env.TENON_ENDPOINT,
      VOLCENGINE_DISABLE_SSL: 'true',
      VOLCENGINE_ENABLE_STANDARD_ENDPOINT: 'false',
      VOLC_ACCESSKEY: accessKeyId,
      VOLC_SECRETKEY: secretAccessKey,
      VOLCSTACK_ACCESS_KEY_ID: accessKeyId,
      VOLCSTACK_SECRET_ACCESS_KEY: secretAccessKey,
      VOLCSTACK_REGION: 'cn-beijing',
      HTTPS_PROXY: 'http://127.0.0.1:9',
      NO_PROXY: 'example.com,127.0.0.1,localhost,::1',
      no_proxy: 'example.com,127.0.0.1,localhost,::1',
    });
    const astray = ['VOLCENGINE_SESSION_TOKEN', 'VOLCENGINE_PROFILE', 'VOLCSTACK_ACCESS_KEY'];
    const left = [...astray, 'HTTP_PROXY', 'http_proxy'].filter((name) => name in env);
    expect(left).toEqual([]);
  });

  it('can ask the control API where that needs a token', async () => {
    const file = join(scratch(), 'token');
    writeFileSync(file, 'TOPSECRET\n');
    const doctor = [process.execPath, MAIN, 'doctor'];
    expect((await runs(doctor, ['--control-token-file', file]).ended).code).toBe(0);
    expect((await runs(doctor, [], { TENON_CONTROL_TOKEN: 'TOPSECRET' }).ended).code).toBe(0);
  });

  it.each([
    [['true'], 0],
    [js('process.exit(7)'), 7],
    [js('process.kill(process.pid, "SIGKILL")'), 128 + 9],
    [js('process.kill(process.pid, "SIGTERM")'), 128 + 15],
  ])('passes its exit code on: %j', async (command, code) => {
    expect(await runs(command).ended).toEqual({ code, signal: null, out: '', err: '' });
  });

  it('that is not there is 127, and one that cannot be executed 126', async () => {
    const missing = await runs(['no-such-program']).ended;
    expect(missing).toMatchObject({ code: 127, out: '' });
    expect(missing.err).toContain('no program no-such-program');
    const file = join(scratch(), 'data');
    writeFileSync(file, '', { mode: 0o600 });
    const data = await runs([file]).ended;
    expect(data).toMatchObject({ code: 126, out: '' });
    expect(data.err).toContain('cannot be executed');
  });

  it('reads standard input to its end, and writes as much as it likes', async () => {
    const text = 'all that comes in\n'.repeat(50_000);
    const { child, ended } = runs(['cat']);
    child.stdin.end(text);
    const { code, out } = await ended;
    expect(code).toBe(0);
    expect(out === text).toBe(true);
  });

  it('ends, when nobody reads what it says, as it would alone', async () => {
    // The pipe is made by a shell: Node.js would make a socket, and the end of one may be reported
    // as a reset.
    const pipe = `{ ${TENON} run -- yes; echo "code $?" >&2; } | head -n 1`;
    const { out, err } = await startProgram(['sh', '-c', pipe]).ended;
    expect([out, err]).toEqual(['y\n', `code ${128 + 13}\n`]);
  });

  it.each([
    'SIGTERM',
    'SIGINT',
    'SIGHUP',
  ] as const)('gets %s, and may take its time', async (signal) => {
    const { child, says, ended } = runs(
      js(`process.on('${signal}', () => { console.log('got it'); process.exit(5); });
        console.log('ready'); setInterval(() => {}, 1000)`),
    );
    await says(/ready/);
    child.kill(signal);
    expect(await ended).toEqual({ code: 5, signal: null, out: 'ready\ngot it\n', err: '' });
  });
});

describe('nothing is left', () => {
  /** Processes whose environment has `mark`. */
  const marked = (mark: string) =>
    readdirSync('/proc').filter((pid) => {
      try {
        return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(mark);
      } catch {
        return false;
      }
    });

  it('of a command that has ended: no process, no file', async () => {
    const tmp = join(scratch(), 'tmp');
    mkdirSync(tmp);
    const PATH = `${process.env.PATH}:${join(scratch(), 'mark')}`;
    // Otherwise Node.js would keep compiled code in the folder.
    const env = { TMPDIR: tmp, PATH, NODE_DISABLE_COMPILE_CACHE: '1' };
    const { code } = await runs(['true'], [], env).ended;
    expect(code).toBe(0);
    expect(readdirSync(tmp)).toEqual([]);
    expect(readdirSync(scratch())).toEqual(['tmp']);
    if (process.platform === 'linux') expect(marked(join(scratch(), 'mark'))).toEqual([]);
  });

  it('when Tenon is killed: the command and what it started are ended', async () => {
    const grandchild = `process.on('SIGTERM', () => {});
      console.log('deaf'); setInterval(() => {}, 1000)`;
    const { child, says, ended } = runs(
      js(`const { spawn } = require('node:child_process');
        process.on('SIGTERM', () => { console.log('asked to end'); process.exit(); });
        spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { stdio: 'inherit' });
        setInterval(() => {}, 1000)`),
    );
    await says(/deaf/);
    child.kill('SIGKILL');
    // Resolves when no process has the standard output open any more.
    const { signal, out } = await ended;
    expect(signal).toBe('SIGKILL');
    expect(out).toContain('asked to end');
  });

  it('when Tenon is told to end before the server is up', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const { child, ended } = runs(['echo', 'ran'], ['--store', `postgres://x@127.0.0.1:${port}/d`]);
    await once(silent, 'connection');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 128 + 15, out: '' });
    silent.close();
  });
});

describe('the server', () => {
  it('that does not start is 125, and the command is not run', async () => {
    const world = await runs(['echo', 'ran'], ['--world', '/nowhere.yaml']).ended;
    expect(world).toMatchObject({ code: 125, out: '' });
    expect(world.err).toMatch(/nowhere\.yaml: cannot be read/);
    const listen = await runs(['echo', 'ran'], ['--listen', '192.0.2.77:0']).ended;
    expect(listen).toMatchObject({ code: 125, out: '' });
  });

  it('logs into a file, and says where it is only when asked', async () => {
    const log = join(scratch(), 'tenon.log');
    const ask = js(
      `fetch(process.env.TENON_ENDPOINT + '/?Action=DescribeVpcs&Version=2020-04-01')`,
    );
    const options = ['--log-file', log, '--verbose', '--auth', 'lenient'];
    const { out, err } = await runs(ask, options).ended;
    expect(out).toBe('');
    expect(err).toMatch(/^tenon: serves at http:\S+; runs .*\ntenon: it ended with 0\n$/s);
    expect(JSON.parse(readFileSync(log, 'utf8'))).toMatchObject({
      action: 'DescribeVpcs',
      msg: 'answered',
    });
    const nowhere = await runs(['true'], ['--log-file', '/nowhere/x.log']).ended;
    expect(nowhere).toMatchObject({ code: 125 });
    expect(nowhere.err).toContain('the log cannot be written');
  });

  it.each([
    [['run'], /missing required argument/],
    [['run', 'pytest', '-x'], /unknown option '-x'\n\(the command's own options come after --/],
    [['run', '--pace', 'fast', '--', 'true'], /It is a number, 0 to 1000000/],
    [['run', '--data-plane', 'smoke', '--', 'true'], /no data plane is called/],
    [['run', '--store', 'mongodb:x', '--', 'true'], /no store is called/],
  ])('wrong usage ends with 2: %j', async (args, pattern) => {
    const { code, err } = await run(args);
    expect(code).toBe(2);
    expect(err).toMatch(pattern);
  });
});
