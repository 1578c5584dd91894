import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unable } from '../packets/able.ts';
import { NOBODY, Programs } from '../support/plane-programs.ts';

/*
 * The commands about instances, against a server that carries packets: as root, and rootless as
 * somebody without any right.
 */

const LONG_MS = 240_000;

describe.skipIf(unable('the command line with a data plane')).each([
  { who: 'as root', uid: 0, options: [] },
  { who: 'rootless, as nobody', uid: NOBODY, options: ['--rootless'] },
])('with a data plane, $who', ({ uid, options }) => {
  let programs: Programs;
  let server: Awaited<ReturnType<Programs['serve']>>;
  const inside = (...command: string[]) => server.run(['exec', 'i-left', '--', ...command]);
  const control = async (path: string) => (await fetch(`${server.url}/_tenon/${path}`)).text();

  beforeAll(async () => {
    programs = new Programs(uid);
    server = await programs.serve(options);
  }, LONG_MS);
  afterAll(async () => {
    await server?.end();
    await programs.clean(options);
    await programs.close();
  }, LONG_MS);

  it('doctor finds nothing missing', async () => {
    const { code, out } = await programs.run(['doctor', '--data-plane', 'netns', ...options]);
    expect(out).not.toMatch(/^ NO/m);
    expect(code).toBe(0);
  });

  it('health, metrics and doctor name it', async () => {
    const { dataPlane } = JSON.parse(await control('health'));
    expect(dataPlane.name).toBe('netns');
    const metrics = await control('metrics');
    expect(metrics).toContain('data_plane="netns"');
    expect(metrics).toContain('\ntenon_nics 2\n');
    expect((await server.run(['doctor'])).out).toContain('data plane netns');
  });

  it('exec runs a command in the network of the instance', async () => {
    expect((await inside('ip', '-brief', 'address')).out).toMatch(/^eth0.* 10\.0\.1\.10\/24/m);
    expect(await inside('ping', '-c', '1', '-W', '5', '10.0.1.20')).toMatchObject({ code: 0 });
    expect(await inside('sh', '-c', 'exit 7')).toMatchObject({ code: 7 });
  });

  it('exec runs a command in the internet', async () => {
    const { code, out } = await server.run([
      ...['exec', 'internet', '--', 'ping', '-c', '1', '-W', '5', '203.0.113.10'],
    ]);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('1 received') });
  });

  it('exec passes a signal on', async () => {
    const { child, ended, says } = programs.tenon(
      [
        'exec',
        'i-left',
        '--',
        'sh',
        '-c',
        'trap "exit 3" TERM; echo up; while :; do sleep 0.1; done',
      ],
      server.env,
    );
    await says(/up/);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 3 });
  });

  it('shell opens a shell there', async () => {
    const { child, ended } = programs.tenon(['shell', 'i-right'], {
      ...server.env,
      SHELL: '/bin/sh',
    });
    child.stdin.end('ip -brief address show dev eth0\n');
    expect((await ended).out).toContain('10.0.1.20/24');
  });

  it('exec says what is not an instance', async () => {
    expect(await server.run(['exec', 'i-none', '--', 'true'])).toMatchObject({
      code: 125,
      out: '',
    });
  });

  it('exec says who may enter', async () => {
    const somebody = new Programs(uid === NOBODY ? NOBODY - 1 : NOBODY);
    try {
      const { code, out, err } = await somebody.run(['exec', 'i-left', '--', 'id'], server.env);
      expect({ code, out }).toEqual({ code: 125, out: '' });
      expect(err).toContain("the server's user and root alone may");
    } finally {
      await somebody.close();
    }
  });

  it('shows what the NICs of an instance count', async () => {
    await inside('ping', '-c', '1', '-W', '5', '10.0.1.20');
    const { nics } = JSON.parse(await control('instances/i-left/nics'));
    expect(nics).toHaveLength(1);
    expect(nics[0]).toMatchObject({ nicId: expect.stringMatching(/^eni-/), dropped: {} });
    expect(nics[0].sentPackets).toBeGreaterThan(0);
    expect(nics[0].receivedBytes).toBeGreaterThan(0);
  });

  it('netns clean leaves alone what a server drives, and removes it afterwards', async () => {
    const { planeId = '' } = programs;
    const clean = ['netns', 'clean', '--plane', planeId, ...options];
    const list = async () =>
      JSON.parse((await programs.run(['netns', 'list', '--json', ...options])).out) as {
        planeId: string;
        process?: number;
        namespaces: string[];
      }[];
    const mine = async () => (await list()).find((plane) => plane.planeId === planeId);
    expect(await mine()).toMatchObject({
      process: server.child.pid,
      namespaces: expect.arrayContaining([`tenon-${planeId}-i-left`, `tenon-${planeId}-vpc-main`]),
    });
    const refused = await programs.run(clean);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain(`plane ${planeId} by process ${server.child.pid}`);
    expect(await inside('true')).toMatchObject({ code: 0 });

    await server.end();
    expect(await mine()).not.toHaveProperty('process');
    const { code, out } = await programs.run(clean);
    expect(code).toBe(0);
    expect(out).toContain(`tenon-${planeId}-i-left`);
    expect(await mine()).toBeUndefined();
    expect(await programs.run(clean)).toMatchObject({ code: 1 });
  });
});

describe.skipIf(unable('what only root can bind'))('bind', () => {
  it('plugs the NICs into a namespace, and unbind makes the instance one of its own', async () => {
    const programs = new Programs();
    const server = await programs.serve([]);
    const name = `tenon-test-${process.pid}`;
    execFileSync('ip', ['netns', 'add', name]);
    const links = () => execFileSync('ip', ['-n', name, '-brief', 'address'], { encoding: 'utf8' });
    try {
      expect(await server.run(['bind', 'i-right', '--netns', name])).toMatchObject({ code: 0 });
      await expect.poll(links).toContain('10.0.1.20/24');
      expect(await server.run(['unbind', 'i-right'])).toMatchObject({ code: 0 });
      await expect.poll(links).not.toContain('10.0.1.20/24');
    } finally {
      await server.end();
      await programs.clean();
      await programs.close();
      execFileSync('ip', ['netns', 'delete', name]);
    }
  });
});

describe.skipIf(unable('the demo with packets'))('demo', () => {
  it.each([
    ['as root', 0, []],
    ['rootless, as nobody', NOBODY, ['--rootless']],
  ] as const)(
    'shows each packet, %s',
    async (_, uid, options) => {
      const programs = new Programs(uid);
      try {
        const { code, out, err } = await programs.run([
          'demo',
          '--data-plane',
          'netns',
          ...options,
        ]);
        expect({ code, err }).toEqual({ code: 0, err: '' });
        expect(out).toMatch(/10\.0\.1\.10 ─+ ping ─+▶ 10\.0\.1\.30 +right\n +◀─/);
        expect(out).toContain('by the security group');
        expect(out).toMatch(/internet .* ping .*▶ .*right/);
        expect(out).not.toContain('\u001b[');
        expect(out.match(/[^\n]{81,}/g) ?? []).toEqual([]);
        // Nothing is left of the network that the demo made.
        const [, vpcId = ''] = /(vpc-\w+) 10\.0\.0\.0/.exec(out) ?? [];
        expect(vpcId).not.toBe('');
        expect((await programs.run(['netns', 'list', ...options])).out).not.toContain(vpcId);
      } finally {
        await programs.close();
      }
    },
    120_000,
  );

  it('says what is missing, in a line for each, and exits with 1', async () => {
    const programs = new Programs(NOBODY);
    try {
      const { code, out, err } = await programs.run(['demo', '--data-plane', 'netns']);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(/the data plane netns cannot run here:\n.*--rootless/);
    } finally {
      await programs.close();
    }
  });
});
