import { createServer as listenHttp } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { SdkClient } from '#test/support/client.ts';
import { WorldFolder } from '#test/support/world.ts';
import { DEFAULT_ACCOUNT } from '#world/defaults.ts';
import { startTenon, type Tenon, TenonError, type TenonOptions } from '../index.ts';

const folder = new WorldFolder();

const running: Tenon[] = [];
afterEach(async () => {
  for (const tenon of running.splice(0)) await tenon.close();
});

async function start(options?: TenonOptions): Promise<Tenon> {
  const tenon = await startTenon(options);
  running.push(tenon);
  return tenon;
}

const clientOf = ({ url, credentials, region }: Tenon) =>
  new SdkClient(url.replace('http://', ''), credentials, region);

const makeVpc = async (tenon: Tenon): Promise<string> =>
  (await clientOf(tenon).ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' })).VpcId;

/** The status of each VPC there is. */
const vpcs = async (tenon: Tenon): Promise<string[]> =>
  (await clientOf(tenon).ok('vpc', 'DescribeVpcs')).Vpcs.map(
    (vpc: { Status: string }) => vpc.Status,
  );

/**
 * The code and the lines of the error that `work` throws. The test fails when it is no error of the
 * library.
 */
async function refusal(
  work: Promise<unknown>,
): Promise<{ code: string; problems: readonly string[] }> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TenonError);
  const { code, problems, message, name } = error as TenonError;
  expect(message).toBe(problems.join('\n'));
  expect(name).toBe('TenonError');
  return { code, problems };
}

describe('a server in the process', () => {
  it('is where its URL says, for its key and region', async () => {
    const tenon = await start();
    expect(tenon.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(tenon.region).toBe('cn-beijing');
    expect(tenon.credentials).toEqual({
      accountId: DEFAULT_ACCOUNT.id,
      accessKeyId: DEFAULT_ACCOUNT.accessKeyId,
      secretAccessKey: DEFAULT_ACCOUNT.secretAccessKey,
    });
    await makeVpc(tenon);
    expect(await vpcs(tenon)).toEqual(['Available']);
  });

  it('is reached where it listens on all addresses', async () => {
    const ipv6 = Object.values(networkInterfaces())
      .flat()
      .some((each) => each?.address === '::1');
    for (const host of ipv6 ? ['0.0.0.0', '::'] : ['0.0.0.0']) {
      const tenon = await start({ host, allowDefaultKey: true });
      expect(tenon.url).toMatch(/^http:\/\/(127\.0\.0\.1|\[::1\]):\d+$/);
      expect(await vpcs(tenon)).toEqual([]);
    }
  });

  it('remembers the requests that it has answered', async () => {
    const tenon = await start();
    const VpcId = await makeVpc(tenon);
    await clientOf(tenon).call('vpc', 'DeleteVpc', { VpcId, VpcName: 'x' });
    await clientOf(tenon).call('vpc', 'DeleteVpc', { VpcId });
    const [refused, ...others] = await tenon.history({ action: 'DeleteVpc' });
    expect(refused).toMatchObject({ status: 404, parameters: { VpcId }, settled: null });
    expect(refused?.verdicts).toContainEqual(expect.objectContaining({ verdict: 'fail' }));
    expect(others).toMatchObject([{ status: 200, unread: ['VpcName'] }]);
    expect(await tenon.history({ limit: 1 })).toHaveLength(1);
    expect(await tenon.history({ before: 'unknown' })).toEqual([]);
    for (const [filter, problem] of [
      [{ limit: -1 }, 'limit: must be 1 or more'],
      [{ action: 5 }, 'action: must be text'],
      [{ actoin: 'DeleteVpc' }, 'there is no field actoin'],
      [null, 'it must be an object'],
    ] as const) {
      expect(await refusal(tenon.history(filter as never))).toMatchObject({
        code: 'InvalidOptions',
        problems: [expect.stringContaining(problem)],
      });
    }
    const without = await start({ history: 0 });
    await makeVpc(without);
    expect(await without.history()).toEqual([]);
  });

  it('does not disturb another one', async () => {
    const one = await start({ transitions: 'manual' });
    const other = await start({ transitions: 'manual' });
    await makeVpc(one);
    await makeVpc(other);
    await one.clock.advance('1h');
    expect(await vpcs(one)).toEqual(['Available']);
    expect(await vpcs(other)).toEqual(['Creating']);
    await one.reset();
    expect(await vpcs(one)).toEqual([]);
    await one.close();
    expect(await vpcs(other)).toEqual(['Creating']);
    await other.clock.advance('1h');
    expect(await vpcs(other)).toEqual(['Available']);
  });

  it('starts again from what its world says', async () => {
    const tenon = await start({
      world: { vpcs: [{ id: 'vpc-main', cidrBlock: '10.0.0.0/16' }] },
    });
    await makeVpc(tenon);
    expect(await vpcs(tenon)).toHaveLength(2);
    await tenon.reset();
    const { Vpcs } = await clientOf(tenon).ok('vpc', 'DescribeVpcs');
    expect(Vpcs.map(({ VpcId }: { VpcId: string }) => VpcId)).toEqual(['vpc-main']);
  });

  it('keeps its store for the next one', async () => {
    const store = `sqlite:${join(folder.path, 'tenon.db')}`;
    const first = await start({ store });
    await makeVpc(first);
    await first.close();
    expect(await vpcs(await start({ store }))).toEqual(['Available']);
  });

  it('adds nothing to the process, and takes nothing from it', async () => {
    const listeners = () => process.eventNames().map((name) => [name, process.listenerCount(name)]);
    const before = listeners();
    const { emitWarning } = process;
    const tenon = await start();
    expect(listeners()).toEqual(before);
    await tenon.close();
    expect(listeners()).toEqual(before);
    expect(process.emitWarning).toBe(emitWarning);
  });
});

describe('the clock', () => {
  it('settles what is due by the time that it is moved to', async () => {
    const tenon = await start({ transitions: 'manual' });
    const began = tenon.clock.now();
    await makeVpc(tenon);
    await tenon.settled();
    expect(await vpcs(tenon)).toEqual(['Creating']);
    await tenon.clock.advance(60_000);
    await tenon.clock.advance('2m');
    expect(tenon.clock.now()).toBe(began + 180_000);
    expect(await vpcs(tenon)).toEqual(['Available']);
  });

  it.each([
    '5',
    '5 s',
    '-5s',
    '1w',
    -1,
    1.5,
    Number.NaN,
    2 ** 53,
    undefined,
  ])('is not advanced by %s', async (by) => {
    const tenon = await start({ transitions: 'manual' });
    const began = tenon.clock.now();
    expect(await refusal(tenon.clock.advance(by as string))).toEqual({
      code: 'InvalidDuration',
      problems: [expect.stringContaining("'5s'")],
    });
    expect(tenon.clock.now()).toBe(began);
  });

  it('passes by itself unless transitions are manual', async () => {
    expect(await refusal((await start()).clock.advance('5s'))).toEqual({
      code: 'ClockNotManual',
      problems: [
        "the clock is advanced by hand only with transitions 'manual'; here they are 'instant'",
      ],
    });
  });
});

describe('close', () => {
  it('may be called again, and ends what can be asked for', async () => {
    const tenon = await startTenon({ transitions: 'manual' });
    await Promise.all([tenon.close(), tenon.close(), tenon[Symbol.asyncDispose]()]);
    await tenon.close();
    await expect(fetch(tenon.url)).rejects.toThrow();
    const closed = { code: 'Closed', problems: ['this Tenon is closed'] };
    expect(await refusal(tenon.reset())).toEqual(closed);
    expect(await refusal(tenon.settled())).toEqual(closed);
    expect(await refusal(tenon.clock.advance('5s'))).toEqual(closed);
    expect(tenon.clock.now()).toBeGreaterThan(0);
  });

  it('comes with the end of a block', async () => {
    let url = '';
    {
      await using tenon = await startTenon();
      ({ url } = tenon);
      expect((await fetch(`${url}/_tenon/health`)).status).toBe(200);
    }
    await expect(fetch(url)).rejects.toThrow();
  });
});

describe('what cannot be started', () => {
  it('is told of every option that is wrong', async () => {
    const wrong = {
      ports: 1,
      port: 65_536,
      auth: 'none',
      dataPlane: 'ovn9',
      pace: -1,
      onError: true,
      store: '',
    };
    expect(await refusal(startTenon(wrong as never))).toEqual({
      code: 'InvalidOptions',
      problems: [
        'option store: must not be empty',
        'option auth: must be one of strict, lenient',
        'option pace: must not be negative',
        expect.stringMatching(
          /^option dataPlane: no data plane is called \[ovn9\]: it is none or netns/,
        ),
        'option port: must be a port, 0 to 65535',
        'option onError: must be a function',
        expect.stringMatching(/^there is no option ports; the options are store, world, auth, /),
      ],
    });
  });

  it.each([
    [1, 'option dataPlane: must be a name, or an object'],
    [{ name: '' }, 'option dataPlane: no data plane is called []: it is none or netns'],
    [{ name: 'none', guest: 'no' }, 'option dataPlane.guest: must be one of auto, none'],
    [{ name: 'none', uplinks: 'e' }, 'option dataPlane: it has no uplinks'],
    [
      { name: 'none', rootless: true },
      'option dataPlane: rootless is for a data plane that carries packets: netns',
    ],
    [
      { name: 'netns', rootless: true, uplink: 'eth0' },
      'option dataPlane: rootless and uplink exclude each other: an uplink is a device of the host, which needs root',
    ],
  ])('is told what is wrong with the data plane %j', async (dataPlane, problem) => {
    expect(await refusal(startTenon({ dataPlane } as never))).toEqual({
      code: 'InvalidOptions',
      problems: [problem],
    });
  });

  it.each([null, 'memory', 1, []])('is not told what is meant by %j', async (options) => {
    expect((await refusal(startTenon(options as never))).code).toBe('InvalidOptions');
  });

  it('takes an option that is undefined for one that is left out', async () => {
    expect((await start({ store: undefined, port: undefined, world: undefined })).region).toBe(
      'cn-beijing',
    );
  });

  it('is told of every mistake of a world file, with its place', async () => {
    const file = folder.write('vpcs: [{ id: vpc-1 }]\nregoins: []\n');
    expect(await refusal(startTenon({ world: file }))).toEqual({
      code: 'InvalidWorld',
      problems: [
        expect.stringContaining(`${file}:1:8: vpcs[0].cidrBlock: is missing`),
        expect.stringContaining(`${file}:2:1: regoins: is not a field here`),
      ],
    });
  });

  it('is told of every mistake of a world that is an object, with its path', async () => {
    const world = { vpcs: [{ id: 'vpc-1' }], regoins: [] };
    expect(await refusal(startTenon({ world }))).toEqual({
      code: 'InvalidWorld',
      problems: [
        expect.stringContaining('world: regoins: is not a field here'),
        'world: vpcs[0].cidrBlock: is missing',
      ],
    });
  });

  const circle: { self?: object } = {};
  circle.self = circle;
  it.each([
    [[], 'world: must be a map of fields'],
    [circle, 'world: cannot be written as JSON: '],
    [{ regions: [{ id: 5n }] }, 'world: cannot be written as JSON: '],
  ])('is told that a world is none', async (world, problem) => {
    const { code, problems } = await refusal(startTenon({ world }));
    expect(code).toBe('InvalidWorld');
    expect(problems).toEqual([expect.stringContaining(problem)]);
    expect(problems.join()).not.toContain('\n');
  });

  it('is told of a store that is none, or cannot be opened', async () => {
    expect(await refusal(startTenon({ store: 'mysql://somewhere' }))).toEqual({
      code: 'InvalidOptions',
      problems: [expect.stringContaining('option store: no store is called [mysql]')],
    });
    expect(await refusal(startTenon({ store: `sqlite:${folder.path}/none/tenon.db` }))).toEqual({
      code: 'StoreUnavailable',
      problems: [expect.stringContaining('there is no folder')],
    });
    expect(await refusal(startTenon({ store: 'postgres://nobody@127.0.0.1:1/none' }))).toEqual({
      code: 'StoreUnavailable',
      problems: [expect.stringContaining('ECONNREFUSED')],
    });
  });

  it('lets go of its store when it cannot listen', async () => {
    const other = listenHttp().listen(0, '127.0.0.1');
    await new Promise((listening) => other.once('listening', listening));
    const { port } = other.address() as AddressInfo;
    const store = `sqlite:${join(folder.path, 'tenon.db')}`;
    expect(await refusal(startTenon({ store, port }))).toEqual({
      code: 'AddressUnavailable',
      problems: [expect.stringContaining(`cannot listen on port ${port} of 127.0.0.1: `)],
    });
    other.close();
    expect(await vpcs(await start({ store }))).toEqual([]);
  });
});

describe('a fault', () => {
  const FAULT = { service: 'vpc', action: 'CreateVpc', when: 'before', cut: true } as const;

  it('strikes, counts, and ends when it is removed', async () => {
    const tenon = await start();
    const refuse = { code: 'QuotaExceeded.Vpc' };
    const fault = await tenon.fault({ ...FAULT, cut: undefined, refuse, times: 0 });
    await expect(makeVpc(tenon)).rejects.toThrow('QuotaExceeded.Vpc');
    await expect(makeVpc(tenon)).rejects.toThrow('QuotaExceeded.Vpc');
    expect(fault.struck()).toBe(2);
    await fault.remove();
    await fault.remove();
    await makeVpc(tenon);
    expect(fault.struck()).toBe(2);
  });

  it('holds a transition until all are cleared', async () => {
    const tenon = await start();
    await tenon.fault({ service: 'vpc', action: 'CreateVpc', when: 'settle', hold: true });
    await makeVpc(tenon);
    await tenon.settled();
    expect(await vpcs(tenon)).toEqual(['Creating']);
    await tenon.faults.clear();
    await tenon.settled();
    expect(await vpcs(tenon)).toEqual(['Available']);
  });

  it('that makes no sense is refused, with what is known', async () => {
    const tenon = await start();
    const ask = async (spec: object) => tenon.fault({ ...FAULT, ...spec });
    expect(await refusal(ask({ hold: true }))).toMatchObject({
      code: 'InvalidFault',
      problems: [expect.stringContaining('only one thing can happen')],
    });
    expect((await refusal(ask({ tmies: 1 }))).problems).toEqual([
      expect.stringContaining('there is no field tmies; the fields are service, action'),
    ]);
    expect((await refusal(ask({ when: 'later' }))).problems).toEqual([
      'when: must be before, answer or settle',
    ]);
    expect((await refusal(ask({ account: '2999999999' }))).problems).toEqual([
      'there is no account [2999999999]',
    ]);
    const nothing = tenon.fault(null as never);
    expect((await refusal(nothing)).problems).toEqual(['it must be an object']);
    const { accountId: account } = await tenon.account();
    await ask({ account });
    await tenon.close();
    expect((await refusal(ask({}))).code).toBe('Closed');
  });

  it('of a world is in place at the start, and wrong ones are refused', async () => {
    const tenon = await start({ world: { faults: [FAULT] } });
    await expect(makeVpc(tenon)).rejects.toThrow();
    await makeVpc(tenon);
    const world = { faults: [{ ...FAULT, action: 'CreateVcp', account: '7' }] };
    expect(await refusal(startTenon({ world }))).toMatchObject({
      code: 'InvalidWorld',
      problems: [
        expect.stringMatching(/faults\[0\]\.account.*no account 7/),
        expect.stringMatching(/faults\[0\]\.action.*nearest are CreateVpc/),
      ],
    });
  });
});

describe('accounts and snapshots', () => {
  it('keep tests apart: an account of its own, its reset and its removal', async () => {
    const tenon = await start();
    await makeVpc(tenon);
    const account = await tenon.account('a test');
    const own = { ...tenon, credentials: account } as Tenon;
    expect(await vpcs(own)).toEqual([]);
    await makeVpc(own);
    await account.reset();
    expect([await vpcs(own), await vpcs(tenon)]).toEqual([[], ['Available']]);
    await account.remove();
    expect((await clientOf(own).vpc('DescribeVpcs')).code).toBe('InvalidAccessKey');
    for (const gone of [account.reset(), account.remove()]) {
      expect(await refusal(gone)).toMatchObject({ code: 'Gone' });
    }
    await account[Symbol.asyncDispose]();
    expect(await refusal(tenon.account('<b>'))).toMatchObject({ code: 'InvalidName' });
    expect(await vpcs(tenon)).toEqual(['Available']);
  });

  it('go back to what was saved', async () => {
    const tenon = await start({ transitions: 'manual' });
    await makeVpc(tenon);
    const saved = await tenon.snapshot('young');
    const at = tenon.clock.now();
    await tenon.clock.advance('1h');
    await makeVpc(tenon);
    expect(await vpcs(tenon)).toHaveLength(2);
    await saved.restore();
    expect([await vpcs(tenon), tenon.clock.now()]).toEqual([['Creating'], at]);
    await saved.remove();
    expect(await refusal(saved.restore())).toMatchObject({ code: 'Gone' });
    expect(await refusal(tenon.snapshot('../etc'))).toMatchObject({ code: 'InvalidName' });
    await tenon.close();
    expect(await refusal(tenon.snapshot('late'))).toMatchObject({ code: 'Closed' });
    expect(await refusal(tenon.account())).toMatchObject({ code: 'Closed' });
  });
});
