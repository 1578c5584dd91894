import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAIN } from '#test/support/program.ts';

/*
 * `tenon exec`, `shell`, `bind` and `unbind` beside a server that answers what the test says, so
 * that no data plane is needed. plane.test.ts beside this file enters real instances.
 */

let server: Server;
let endpoint: string;
let answers: Record<string, object>;
let asked: { method: string; path: string; body: string }[];
let running: ChildProcess[];
beforeEach(async () => {
  asked = [];
  running = [];
  answers = {
    'GET /_tenon/instances/i-1/entrance': { instanceId: 'i-1', command: ['env', 'INSIDE=yes'] },
  };
  server = createServer((request, response) => {
    const { method = '', url: path = '' } = request;
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      asked.push({ method, path, body });
      response.end(JSON.stringify(answers[`${method} ${path}`] ?? refusal(path)));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  server.close();
});

const refusal = (path: string) => ({
  ResponseMetadata: { Error: { Code: 'InvalidInstance.NotFound', Message: `no ${path}` } },
});

function start(args: readonly string[], env: Record<string, string> = {}) {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH, HOME, TENON_ENDPOINT: endpoint, ...env },
  });
  running.push(child);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, out, err }));
  const says = (wanted: string) =>
    new Promise<void>((done) => {
      child.stdout.on('data', () => out.includes(wanted) && done());
    });
  return { child, ended, says };
}

const run = (args: readonly string[], env?: Record<string, string>) => start(args, env).ended;

describe('exec', () => {
  it('runs the command behind the entrance, and ends with its exit code', async () => {
    const { code, out, err } = await run([
      'exec',
      'i-1',
      '--',
      'sh',
      '-c',
      'echo "$INSIDE $1"; echo aside >&2; exit 7',
      'sh',
      'a b"c',
    ]);
    expect({ code, out, err }).toEqual({ code: 7, out: 'yes a b"c\n', err: 'aside\n' });
  });

  it('gives the command its standard input', async () => {
    const { child, ended } = start(['exec', 'i-1', '--', 'cat']);
    child.stdin.end('a line\n');
    expect(await ended).toMatchObject({ code: 0, out: 'a line\n' });
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('passes %s on', async (signal) => {
    const name = signal.slice(3);
    const script = `trap 'echo got ${name}; exit 3' ${name}; echo ready; while :; do sleep 0.05; done`;
    const { child, ended, says } = start(['exec', 'i-1', '--', 'sh', '-c', script]);
    await says('ready');
    child.kill(signal);
    expect(await ended).toMatchObject({ code: 3, out: `ready\ngot ${name}\n` });
  });

  it('ends by the signal that ended the command', async () => {
    expect(await run(['exec', 'i-1', '--', 'sh', '-c', 'kill -9 $$'])).toMatchObject({
      code: null,
      signal: 'SIGKILL',
    });
  });

  it('ends with 125 and a line when the command was not run', async () => {
    const unknown = await run(['exec', 'i-2', '--', 'true']);
    expect(unknown.code).toBe(125);
    expect(unknown.err).toContain('InvalidInstance.NotFound');
    answers['GET /_tenon/instances/i-3/entrance'] = {
      instanceId: 'i-3',
      command: ['sh', '-c', 'echo "setns failed: Operation not permitted" >&2; exit 1'],
    };
    const barred = await run(['exec', 'i-3', '--', 'true']);
    expect(barred.code).toBe(125);
    expect(barred.err).toContain("the server's user and root alone may");
    answers['GET /_tenon/instances/i-4/entrance'] = {
      instanceId: 'i-4',
      command: ['no-such-tool'],
    };
    const without = await run(['exec', 'i-4', '--', 'true']);
    expect(without.code).toBe(125);
    expect(without.err).toContain('there is no program no-such-tool here');
    server.close();
    server.closeAllConnections();
    expect(await run(['exec', 'i-1', '--', 'true'])).toMatchObject({ code: 125 });
  });

  it('wants a command', async () => {
    expect(await run(['exec', 'i-1'])).toMatchObject({ code: 2 });
  });
});

describe('shell', () => {
  it("opens the user's shell, which is told where it is", async () => {
    const { child, ended } = start(['shell', 'i-1'], { SHELL: '/bin/sh' });
    child.stdin.end('echo "$TENON_INSTANCE $INSIDE"; exit 4\n');
    expect(await ended).toMatchObject({ code: 4, out: 'i-1 yes\n' });
  });
});

describe('bind', () => {
  it.each([
    [['--pid', '42'], { pid: 42 }],
    [['--netns', '/proc/42/ns/net'], { netns: '/proc/42/ns/net' }],
    [['--netns', 'blue'], { netns: '/run/netns/blue' }],
    [['--container', 'web'], { container: 'web' }],
  ])('puts %j', async (args, binding) => {
    answers['PUT /_tenon/instances/i-1/binding'] = { instanceId: 'i-1' };
    expect(await run(['bind', 'i-1', ...args])).toMatchObject({ code: 0 });
    expect(asked).toEqual([
      { method: 'PUT', path: '/_tenon/instances/i-1/binding', body: JSON.stringify(binding) },
    ]);
  });

  it.each([
    [[], 'say what the instance is'],
    [['--pid', '0'], 'a whole number'],
    [['--pid', '1', '--netns', 'x'], 'cannot be used with'],
  ])('is wrong usage with %j', async (args, why) => {
    const { code, err } = await run(['bind', 'i-1', ...args]);
    expect(code).toBe(2);
    expect(err).toContain(why);
    expect(asked).toEqual([]);
  });

  it('says what the server refuses', async () => {
    const { code, err } = await run(['bind', 'i-1', '--pid', '42']);
    expect(code).toBe(1);
    expect(err).toContain('InvalidInstance.NotFound');
  });

  it('is taken back by unbind', async () => {
    answers['DELETE /_tenon/instances/i-1/binding'] = { instanceId: 'i-1' };
    expect(await run(['unbind', 'i-1'])).toMatchObject({ code: 0 });
  });
});
