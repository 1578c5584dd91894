import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, get, type RequestListener } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VERSION } from '#platform/version.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { SdkClient } from '../support/client.ts';
import { run, scratch, start, useCommandLine } from './harness.ts';

const EXAMPLE_WORLD = fileURLToPath(new URL('../../docs/examples/world.yaml', import.meta.url));

useCommandLine();

let folder: string;
let others: Server[];
beforeEach(() => {
  folder = scratch();
  others = [];
});
afterEach(() => {
  for (const server of others) server.close();
});

async function serve(args: readonly string[], env?: Record<string, string>) {
  const server = start(['serve', '--listen', '127.0.0.1:0', '--show-secrets', ...args], env);
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
    ['run'],
    ['start'],
    ['status'],
    ['wait'],
    ['logs'],
    ['stop'],
    ['reset'],
    ['clock'],
    ['clock', 'advance'],
    ['demo'],
    ['env'],
    ['explain'],
    ['packet'],
    ['doctor'],
    ['backup'],
    ['exec'],
    ['shell'],
    ['bind'],
    ['unbind'],
    ['netns'],
    ['netns', 'list'],
    ['netns', 'clean'],
  ])('has help for %s', async (...command) => {
    const { code, out } = await run([...command.flat(), '--help']);
    expect(code).toBe(0);
    expect(out).toContain('Usage: tenon');
  });

  it('ends with 2 for wrong usage', async () => {
    const { code, err } = await run(['bogus']);
    expect(code).toBe(2);
    expect(err).toMatch(/unknown command/);
  });

  it.each([
    [
      ['serve', '--listen', '192.0.2.77:0'],
      /192\.0\.2\.77 is no address of this machine: it has .*127/,
    ],
    [
      ['serve', '--listen', 'nowhere.invalid:0'],
      /no address is known for the name \[nowhere\.invalid\]/,
    ],
    [['serve', '--world', '/nowhere.yaml'], /nowhere\.yaml: cannot be read: there is no such file/],
    [['serve', '--world', '/'], /cannot be read: it is a folder/],
    [
      ['explain', 'DeleteVpc', '--endpoint', 'http://127.0.0.1:2'],
      /nothing listens at .*tenon -- serve/,
    ],
    [['explain', 'DeleteVpc', '--endpoint', 'nowhere.invalid'], /no address is known for the name/],
  ])('says in one line what is wrong and ends with 1: %j', async (args, pattern) => {
    const { code, err } = await run(args);
    expect(code).toBe(1);
    expect(err).toMatch(pattern);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('plays the demo on a server that runs, and leaves there what it made', async () => {
    const { url, client } = await serve([]);
    const { code, out, err } = await run(['demo', '--endpoint', url]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/Done: \d+ signed calls\.\nWhat was made stays there\.\n$/);
    const { Vpcs } = await client.ok('vpc', 'DescribeVpcs');
    expect(Vpcs).toMatchObject([{ VpcName: 'demo' }]);
  });

  it('says what a server answered that does not take the demo', async () => {
    const { url } = await serve(['--world', EXAMPLE_WORLD]);
    const { code, err } = await run(['demo', '--endpoint', url]);
    expect(code).toBe(1);
    expect(err).toMatch(/^tenon: http:\S+: InvalidAccessKey: The accesskey/);
    const played = await run(['demo', '--endpoint', url, '--world', EXAMPLE_WORLD]);
    expect(played).toMatchObject({ code: 0, err: '' });
    const without = await run(['demo', '--world', EXAMPLE_WORLD]);
    expect(without.code).toBe(2);
  });

  it('names line and field of a mistake in the world file', async () => {
    const file = join(folder, 'world.yaml');
    writeFileSync(file, 'accounts:\n  - id: 12\n    keyz: []\n');
    const { code, err } = await run(['serve', '--world', file]);
    expect(code).toBe(1);
    expect(err).toMatch(/world\.yaml:\d+:\d+/);
    expect(err).toContain('keyz');
  });

  it('says by whom a port is taken, and what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, err } = await run(['serve', '--listen', `${port}`]);
    other.close();
    expect(code).toBe(1);
    expect(err).toContain(`port ${port} of 127.0.0.1 is taken by another program`);
    expect(err).toContain(`or take another port: --listen 127.0.0.1:${port + 1}`);
    if (process.platform === 'linux') expect(err).toContain(`(process ${process.pid}, `);
  });

  it('says that the port is taken by a Tenon', async () => {
    const { url, child } = await serve([]);
    const { err } = await run(['serve', '--listen', new URL(url).host]);
    expect(err).toContain(`is taken by a Tenon ${VERSION}`);
    if (process.platform === 'linux') expect(err).toContain(`end it by "kill ${child.pid}"`);
    expect(err.trim().split('\n')).toHaveLength(1);
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
    const store = ['--store', `sqlite:${join(folder, '.tenon', 'tenon.db')}`];
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

  it('ends with 0 on SIGHUP, too, and says that it drains', async () => {
    const { child, ended } = await serve([]);
    child.kill('SIGHUP');
    const { code, out } = await ended;
    expect(code).toBe(0);
    expect(out).toContain('drains');
  });

  it('serves on when whoever read what it says is gone', async () => {
    const { child, client, ended } = await serve(['--log', 'info']);
    child.stdout.destroy();
    child.stderr.destroy();
    for (let calls = 0; calls < 3; calls += 1) await client.ok('vpc', 'DescribeVpcs');
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  });

  it('says by which addresses others reach it, and what is open', async () => {
    const { out } = await (async () => {
      const server = start([
        'serve',
        '--listen',
        '0.0.0.0:0',
        '--auth',
        'lenient',
        '--allow-lenient',
      ]);
      await server.says(/Ctrl-C/);
      server.child.kill('SIGTERM');
      return server.ended;
    })();
    const others = Object.values(networkInterfaces())
      .flat()
      .filter((each) => each?.family === 'IPv4' && !each.internal);
    for (const each of others) {
      expect(out).toMatch(new RegExp(`from others +http://${each?.address}:\\d+`));
    }
    expect(out).toMatch(/open +THE API, TO EVERYBODY/);
    expect(out).toContain('/_tenon, to this machine alone');
    expect(out.match(/[^\n]{61,}/g) ?? []).toEqual([]);
  });

  it.each([
    [{}, false],
    [{ FORCE_COLOR: '1' }, true],
    [{ NO_COLOR: '1' }, false],
    [{ FORCE_COLOR: '0' }, false],
  ])('colours what a pipe is told only where that is asked for: %j', async (env, coloured) => {
    const { says, child, ended } = start(['serve', '--listen', '0'], env);
    await says(/Ctrl-C/);
    child.kill('SIGTERM');
    expect((await ended).out.includes('\u001b[')).toBe(coloured);
  });

  it('answers what has arrived before it ends', async () => {
    const { child, client, ended } = await serve([]);
    const answers = Array.from({ length: 8 }, () =>
      client.vpc('CreateVpc', { CidrBlock: '10.0.0.0/16' }),
    );
    // The first answer shows that the server is at work on the requests.
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

describe('secrets', () => {
  const SECRET = DEFAULT_ACCOUNT.secretAccessKey;

  it('are not printed by serve and demo unless asked for', async () => {
    const quiet = start(['serve', '--listen', '127.0.0.1:0']);
    await quiet.says(/Ctrl-C/);
    quiet.child.kill('SIGTERM');
    const { out, err } = await quiet.ended;
    expect(out + err).not.toContain(SECRET);
    expect(out).toContain('--show-secrets');

    const loud = start(['serve', '--listen', '127.0.0.1:0', '--show-secrets']);
    await loud.says(/secret key +(\S+)/);
    loud.child.kill('SIGTERM');
    expect((await loud.ended).out).toContain(SECRET);

    const demo = start(['demo', '--keep']);
    await demo.says(/eval "\$\(npm run -s tenon -- env bash/);
    demo.child.kill('SIGTERM');
    expect((await demo.ended).out).not.toContain(SECRET);
  });

  it.runIf(process.platform === 'linux')(
    'among the arguments are hidden, and that is said',
    async () => {
      const token = ['--control-token', 'TOPSECRET'];
      const { child, url, ended } = await serve(token);
      expect(readFileSync(`/proc/${child.pid}/cmdline`, 'utf8')).not.toContain('TOPSECRET');
      const authorization = 'Bearer TOPSECRET';
      const health = await fetch(`${url}/_tenon/health`, { headers: { authorization } });
      expect(health.status).toBe(200);
      child.kill('SIGTERM');
      expect((await ended).err).toContain('--control-token-file');

      const store = 'postgres://u:TOPSECRET@127.0.0.1:1/d';
      const listen = ['--listen', '127.0.0.1:0', '--until-eof'];
      const { code, out, err } = await run(['serve', ...listen, '--store', store]);
      expect(code).toBe(1);
      expect(err).toContain('PGPASSWORD');
      expect(err).toContain('postgres://u:***@127.0.0.1:1/d: ');
      expect(out + err).not.toContain('TOPSECRET');
    },
  );

  it('in a store URL are shown by no error', async () => {
    for (const store of ['postgres://u:TOP#SECRET@h/d', 'mysql://u:TOP@SECRET/d']) {
      const { code, out, err } = await run(['serve'], { TENON_STORE: store });
      expect(code).toBe(2);
      expect(err).toMatch(/^tenon: /);
      expect(out + err).not.toMatch(/TOP|SECRET|at .*:\d+/);
    }
    const { code, err } = await run(['serve', '--storee=postgres://u:TOPSECRET@h/d']);
    expect(code).toBe(2);
    expect(err).toContain("unknown option '--storee'");
    expect(err).not.toContain('TOPSECRET');
  });

  it('come from a file', async () => {
    const file = join(folder, 'token');
    writeFileSync(file, 'TOPSECRET\n');
    const { url } = await serve(['--control-token-file', file]);
    expect((await fetch(`${url}/_tenon/health`)).status).toBe(401);
    const doctor = ['doctor', '--endpoint', url];
    expect((await run([...doctor, '--control-token-file', file])).code).toBe(0);
    expect((await run(doctor, { TENON_CONTROL_TOKEN_FILE: file })).code).toBe(0);
    expect((await run(doctor)).code).toBe(1);
  });

  it.each([
    ['', /is empty/],
    [undefined, /ENOENT/],
  ])('come from no file that holds %j', async (text, pattern) => {
    const file = join(folder, 'token');
    if (text !== undefined) writeFileSync(file, text);
    const { code, err } = await run(['serve', '--control-token-file', file]);
    expect(code).toBe(1);
    expect(err).toMatch(pattern);
  });
});

describe('a server that others reach', () => {
  const open = (args: readonly string[], env?: Record<string, string>) =>
    start(['serve', '--listen', '0.0.0.0:0', '--show-secrets', ...args], env);

  /** The answer to a request of the default account, sent through loopback. */
  async function call(server: ReturnType<typeof open>): Promise<number> {
    const [, port = ''] = await server.says(/listens on http:\S+:(\d+)/);
    const client = new SdkClient(`127.0.0.1:${port}`, DEFAULT_ACCOUNT);
    const { status } = await client.vpc('DescribeVpcs');
    server.child.kill('SIGTERM');
    return status;
  }

  it.each([
    [[], {}, 403, /the key AKLT\S+ is refused.*--allow-default-key/],
    [[], { TENON_ALLOW_DEFAULT_KEY: 'false' }, 403, /is refused/],
    [['--allow-default-key'], {}, 200, /whoever reaches 0\.0\.0\.0 may use the key/],
    [[], { TENON_ALLOW_DEFAULT_KEY: '1' }, 200, /whoever reaches/],
    [
      ['--auth', 'lenient', '--allow-default-key'],
      {},
      403,
      /every request is refused.*--allow-lenient/,
    ],
    [['--auth', 'lenient', '--allow-lenient'], {}, 200, /may do everything/],
    [['--auth', 'lenient'], { TENON_ALLOW_LENIENT: 'true' }, 200, /may do everything/],
  ])('takes what needs no secret only where that is said: %j %j', async (args, env, status, warning) => {
    const server = open(args, env);
    expect(await call(server)).toBe(status);
    expect((await server.ended).err).toMatch(warning);
  });

  it.each([
    [['--allow-host', 'http://x'], /a name without a port/],
    [['--allow-host', 'a b'], /a name without a port/],
  ])('ends with 2 for wrong usage: %j', async (args, pattern) => {
    const { code, err } = await run(['serve', ...args]);
    expect(code).toBe(2);
    expect(err).toMatch(pattern);
  });

  it('says which variable is neither true nor false', async () => {
    const { code, err } = await run(['serve'], { TENON_ALLOW_LENIENT: 'maybe' });
    expect(code).toBe(2);
    expect(err).toBe('tenon: TENON_ALLOW_LENIENT is true or false, not [maybe]\n');
  });

  it('is asked by the names that it is told', async () => {
    const names = ['--allow-host', 'a.corp.com,b.corp.com', '--allow-host', '*.lab.com'];
    const { url } = await serve(['--auth', 'lenient', ...names]);
    const path = '/?Action=DescribeVpcs&Version=2020-04-01';
    const ask = (host: string) =>
      new Promise((done) => {
        get(url + path, { headers: { host } }, (answer) => done(answer.resume().statusCode));
      });
    const hosts = ['a.corp.com', 'b.corp.com:7410', 'x.lab.com', 'c.corp.com'];
    expect(await Promise.all(hosts.map(ask))).toEqual([200, 200, 200, 403]);
  });
});

describe('env', () => {
  it('prints export lines that a shell can evaluate', async () => {
    const { out, err } = await run(['env', 'bash', '--endpoint', '127.0.0.1:2']);
    const lines = out.trim().split('\n');
    expect(lines.every((line) => /^export (VOLC\w+|TENON_ENDPOINT)=\S+$/.test(line))).toBe(true);
    expect(lines).toContain('export VOLCENGINE_ENDPOINT=http://127.0.0.1:2');
    expect(lines).toContain('export VOLCENGINE_ENABLE_STANDARD_ENDPOINT=false');
    // No server listens there, but the settings are printed all the same.
    expect(err).toContain('http://127.0.0.1:2');
  });

  it.each([
    ['terraform', /endpoint += "http:/],
    ['python', /host = "http:/],
    ['go', /WithEndpoint\("http:/],
    ['node', /host: '127/],
  ])('gives %s the endpoint as it wants it', async (client, pattern) => {
    expect((await run(['env', client])).out).toMatch(pattern);
  });

  it('says nothing more when the server is there', async () => {
    const { url } = await serve([]);
    expect(await run(['env', 'bash', '--endpoint', url])).toMatchObject({ code: 0, err: '' });
  });

  it.each([
    've',
    'terraform',
    'python',
    'go',
    'node',
    'java',
    'fish',
    'powershell',
    'dotenv',
    'json',
  ])('prints settings for %s', async (client) => {
    const { code, out } = await run(['env', client, '--endpoint', 'http://127.0.0.1:9']);
    expect(code).toBe(0);
    expect(out).toContain('127.0.0.1:9');
  });
});

describe('doctor', () => {
  it('finds nothing wrong with a server that answers', async () => {
    const { url } = await serve([]);
    const { code, out } = await run(['doctor', '--endpoint', url]);
    expect(code).toBe(0);
    // The commands that it suggests name that server.
    expect(out.replace(/\s+/g, ' ')).toContain(`env bash --endpoint :${new URL(url).port})"`);
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

describe('doctor and a wrong endpoint', () => {
  const answers = async (handler: RequestListener) => {
    const server = createHttpServer(handler).listen(0, '127.0.0.1');
    await once(server, 'listening');
    others.push(server);
    return (server.address() as AddressInfo).port;
  };
  const said = async (endpoint: string) => {
    const { code, out } = await run(['doctor', '--endpoint', endpoint]);
    expect(code).toBe(1);
    return out.split('\n').find((line) => line.includes('server')) ?? out;
  };

  it('knows a server that is no Tenon, whatever it answers', async () => {
    const html = await answers((_, response) => response.end('<html>'));
    expect(await said(`${html}`)).toMatch(/is not a Tenon \(HTTP 200\): give the address/);
    const json = await answers((_, response) => {
      response.writeHead(404, { server: 'nginx' }).end('{"error":"not found"}');
    });
    expect(await said(`${json}`)).toMatch(/is not a Tenon but nginx \(HTTP 404\)/);
  });

  it('knows TLS claimedElsewhere to a plain port', async () => {
    const { url } = await serve([]);
    const said = await run(['doctor', '--endpoint', url.replace('http:', 'https:')]);
    expect(said.out).toContain(`speaks no TLS: a Tenon does with --tls alone, so try ${url}`);
  });

  it('knows a port on which something else is claimedElsewhere', async () => {
    const server = createServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n')).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    others.push(server);
    const { port } = server.address() as AddressInfo;
    expect(await said(`${port}`)).toMatch(/does not speak HTTP|speaks another protocol/);
  });

  it('says that a server is not ready, and why', async () => {
    const port = await answers((_, response) => {
      const body = { live: true, ready: false, reason: 'the store does not answer' };
      response.writeHead(503).end(JSON.stringify(body));
    });
    expect(await said(`${port}`)).toContain('is not ready: the store does not answer');
  });
});

describe('demo', () => {
  it('ends quietly when nobody reads it any more, and takes its store away', async () => {
    const { child, says, ended } = start(['demo'], { TMPDIR: folder });
    await says(/CreateVpc/);
    child.stdout.destroy();
    const { code, err } = await ended;
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(readdirSync(folder).filter((name) => name.startsWith('tenon-demo-'))).toEqual([]);
  });

  it('plays to its end', async () => {
    const { code, out, err } = await run(['demo']);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out.match(/[^\n]{61,}/g) ?? []).toEqual([]);
    expect(out).toMatch(/Next:\n {2}npm run -s tenon -- serve/);
    for (const said of ['Attaching', 'InUse', '400 InvalidEni.InvalidStatus', 'Done:']) {
      expect(out).toContain(said);
    }
  });
});
