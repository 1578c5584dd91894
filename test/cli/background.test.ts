import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { VERSION } from '#platform/version.ts';
import { run, scratch, start, startProgram, TENON, useCommandLine } from './harness.ts';

// Each test calls the command line many times.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });
useCommandLine();

/**
 * A server in the background outlives the command that started it, so each test must stop its own.
 */
afterEach(() => run(['stop', '--all']).then(({ code }) => expect(code).toBe(0)));

const servers = () => join(scratch(), '.local/state/tenon/servers');
const json = async (args: readonly string[], env = {}) => {
  const { code, out, err } = await run([...args, '--json'], env);
  return { code, err, body: out === '' ? undefined : JSON.parse(out) };
};
const startOne = (...args: string[]) => json(['start', '--listen', '0', ...args]);

describe.skipIf(process.platform === 'win32')('a server in the background', () => {
  it('is ready when start ends, and is gone when stop ends', async () => {
    const { code, body, err } = await startOne('--transitions', 'manual', '--log', 'info');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(body).toEqual({
      name: 'default',
      pid: expect.any(Number),
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      logFile: join(servers(), 'default.log'),
      startedAt: expect.any(String),
      version: VERSION,
    });
    const { pid, url } = body;
    const health = await (await fetch(`${url}/_tenon/health`)).json();
    expect(health).toMatchObject({ ready: true, transitions: 'manual' });

    const status = await json(['status']);
    expect(status).toMatchObject({
      code: 0,
      body: { running: true, ready: true, reason: '', pid, url },
    });
    expect((await run(['status'])).out).toContain(`default: ${url} ready (process ${pid}, since `);
    expect(await json(['wait'])).toMatchObject({ code: 0, body: { ready: true, url } });

    const stopped = await json(['stop']);
    expect(stopped).toEqual({ code: 0, err: '', body: { name: 'default', outcome: 'ended' } });
    await expect(fetch(url)).rejects.toThrow();
    expect(await json(['stop'])).toMatchObject({ code: 0, body: { outcome: 'was not running' } });
    expect(await json(['status'])).toMatchObject({ code: 1, body: { running: false } });
    // The log of a server that is gone can still be read.
    expect((await run(['logs'])).out).toContain(`Tenon ${VERSION} listens on ${url}`);
    expect(readdirSync(servers())).toEqual(['default.log']);
  });

  it('is known to its user alone', async () => {
    await startOne();
    expect(statSync(servers()).mode & 0o777).toBe(0o700);
    for (const file of ['default.json', 'default.log']) {
      expect(statSync(join(servers(), file)).mode & 0o777).toBe(0o600);
    }
  });

  it('says in its log what it says, line by line or to whoever follows', async () => {
    const { body } = await startOne('--auth', 'lenient', '--log', 'info');
    const follower = start(['logs', '--follow']);
    await follower.says(/listens on/);
    await fetch(`${body.url}/?Action=DescribeVpcs&Version=2020-04-01`);
    await follower.says(/"action":"DescribeVpcs"/);
    await run(['stop']);
    const { code, out } = await follower.ended;
    expect(code).toBe(0);
    expect(out).toContain('drains and ends');
    const { lines } = (await json(['logs'])).body;
    expect(lines.join('\n')).toBe(out.trimEnd());
  });

  it('has a name where there are several', async () => {
    const one = await startOne('--name', 'one');
    const two = await startOne('--name', 'two');
    expect(one.body.url).not.toBe(two.body.url);
    const all = await json(['status', '--all']);
    expect(all.body.servers.map(({ name }: { name: string }) => name)).toEqual(['one', 'two']);
    expect((await json(['status'])).code).toBe(1);
    await run(['stop', '--name', 'one']);
    expect(await json(['status', '--name', 'two'])).toMatchObject({ body: { ready: true } });
    const again = await startOne('--name', 'two');
    expect(again.code).toBe(1);
    expect(again.err).toContain(`a server called two runs at ${two.body.url} already`);
  });

  it('is started once, however many start it together', async () => {
    const started = await Promise.all([startOne(), startOne(), startOne()]);
    expect(started.map(({ code }) => code).sort()).toEqual([0, 1, 1]);
    const [winner] = started.filter(({ code }) => code === 0);
    expect(await json(['status'])).toMatchObject({ body: { ready: true, pid: winner?.body.pid } });
  });

  it('that has been killed does not run, and another takes its place', async () => {
    const { body } = await startOne();
    process.kill(body.pid, 'SIGKILL');
    let status = await json(['status']);
    while (status.body.running) status = await json(['status']);
    expect(status.body).toMatchObject({ reason: 'it has ended', logFile: body.logFile });
    expect((await startOne()).code).toBe(0);
  });

  it('is never taken for another program that has its process id', async () => {
    const { body } = await startOne();
    await run(['stop']);
    const file = join(servers(), 'default.json');
    // This is what the state would be if this process had got the server's process id.
    const state = { ...body, pid: process.pid, process: 'boot 1' };
    writeFileSync(file, JSON.stringify(state));
    expect(await json(['status'])).toMatchObject({ code: 1, body: { running: false } });
    expect(await json(['stop'])).toMatchObject({ body: { outcome: 'was not running' } });
    writeFileSync(file, 'no state at all');
    expect((await startOne()).code).toBe(0);
  });

  it('goes where the state of programs is kept', async () => {
    const env = { XDG_STATE_HOME: join(scratch(), 'state') };
    const { body } = await json(['start', '--listen', '0'], env);
    expect(body.logFile).toBe(join(scratch(), 'state/tenon/servers/default.log'));
    expect(await json(['stop'], env)).toMatchObject({ body: { outcome: 'ended' } });
  });

  it('gets secrets by its environment alone, and the rest as it was written', async () => {
    const args = ['--control-token', 'TOPSECRET', '--pace', '0.5', '--allow-lenient'];
    const { body } = await startOne(...args);
    if (process.platform === 'linux') {
      const given = readFileSync(`/proc/${body.pid}/cmdline`, 'utf8').split('\0');
      expect(given.join(' ')).not.toContain('TOPSECRET');
      expect(given).toEqual(
        expect.arrayContaining(['serve', '--listen=0', '--pace=0.5', '--allow-lenient']),
      );
    }
    expect((await fetch(`${body.url}/_tenon/health`)).status).toBe(401);
  });
});

describe('a server that does not start', () => {
  it.each([
    [['--listen', '192.0.2.77:0'], 1, /192\.0\.2\.77 is no address of this machine/],
    [['--world', '/nowhere.yaml'], 1, /nowhere\.yaml: cannot be read/],
    [['--data-plane', 'smoke'], 2, /no data plane is called/],
    [['--store', 'mongodb:x'], 2, /no store is called/],
    [['--name', '../x'], 2, /letters, digits/],
    [['--timeout', '0'], 2, /whole number/],
  ])('is said by start, and leaves nothing: %j', async (args, code, pattern) => {
    const { code: ended, err } = await run(['start', ...args]);
    expect(ended).toBe(code);
    expect(err).toMatch(pattern);
    expect(err.trim().split('\n').length).toBeLessThan(3);
    expect((await json(['status', '--all'])).body).toEqual({ servers: [] });
  });

  it('is ended when start is', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const store = `postgres://x@127.0.0.1:${port}/d`;
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const { child, ended } = start(['start', '--listen', '0', '--store', store]);
      const [socket] = (await once(silent, 'connection')) as [Socket];
      socket.on('error', () => {}).resume();
      const closed = once(socket, 'close');
      child.kill(signal);
      await ended;
      // When the connection is closed, the server that was being started is gone.
      await closed;
    }
    silent.close();
  });
});

describe('wait', () => {
  it('waits for a server that is not there yet, by its address', async () => {
    let ready = false;
    const server = createHttpServer((_, response) => {
      response.end(JSON.stringify({ live: true, ready, reason: 'it starts' }));
      ready = true;
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { code, body } = await json(['wait', '--endpoint', endpoint]);
    expect({ code, body }).toEqual({ code: 0, body: { ready: true, url: endpoint } });
    server.close();
  });

  it('ends with 1 and the last reason when it takes too long', async () => {
    const { code, err } = await run(['wait', '--endpoint', '127.0.0.1:2', '--timeout', '1']);
    expect(code).toBe(1);
    expect(err).toMatch(/not ready after 1 seconds: nothing listens at/);
    const named = await run(['wait', '--name', 'none', '--timeout', '1']);
    expect(named.err).toMatch(/no server called none runs/);
    expect((await run(['wait', '--name', 'x', '--endpoint', ':1'])).code).toBe(2);
  });
});

it('goes on when the shell that has started it is gone, in one line of a script', async () => {
  const script = `${TENON} start --listen 0 > /dev/null && ${TENON} wait && ${TENON} logs`;
  const { code, out } = await startProgram(['sh', '-c', script]).ended;
  expect(code).toBe(0);
  expect(out).toMatch(/^http:\S+ is ready\.\nTenon \S+ listens on/);
});
