import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DataPlane } from '#dataplane/driver.ts';
import { none } from '#dataplane/none.ts';
import { startServer, type TestServer } from '#test/support/server.ts';
import { readWorldFile } from '#world/file.ts';

const example = fileURLToPath(new URL('../../docs/examples/world.yaml', import.meta.url));

let server: TestServer;
afterEach(() => server.close());

async function clock(body?: string) {
  const init = body === undefined ? {} : { method: 'POST', body };
  const response = await fetch(`${server.url}/_tenon/clock`, init);
  // biome-ignore lint/suspicious/noExplicitAny: a view or a refusal
  return { status: response.status, body: (await response.json()) as any };
}
const advance = (by: unknown) => clock(JSON.stringify({ advance: by }));

describe('where transitions are manual', () => {
  beforeEach(async () => {
    server = await startServer({ transitions: 'manual' });
  });

  it('stands still until it is advanced', async () => {
    const { milliseconds, now, transitions } = (await clock()).body;
    expect(transitions).toBe('manual');
    expect(now).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);
    let expected = milliseconds;
    for (const [by, ms] of [
      [0, 0],
      [1500, 1500],
      ['250ms', 250],
      ['5s', 5000],
      ['2m', 120_000],
      ['3h', 10_800_000],
      ['1d', 86_400_000],
    ] as const) {
      expected += ms;
      expect((await advance(by)).body.milliseconds).toBe(expected);
    }
    expect((await clock()).body.milliseconds).toBe(expected);
  });

  it('answers when what became due has settled, and leaves the rest', async () => {
    const { VpcId } = await server.client.ok('vpc', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
    const status = async () =>
      (await server.client.ok('vpc', 'DescribeVpcAttributes', { VpcId })).Status;
    expect(await status()).toBe('Creating');
    await advance(1);
    expect(await status()).toBe('Creating');
    await advance('1h');
    expect(await status()).toBe('Available');
  });

  it.each([
    '',
    'null',
    '[]',
    '{}',
    '{"advance":-1}',
    '{"advance":1.5}',
    '{"advance":"5"}',
    '{"advance":"5 s"}',
    '{"advance":"-5s"}',
    '{"advance":"1w"}',
    '{"advance":1,"more":2}',
    '{"advance":9007199254740991}',
    '{"advance":"999999999d"}',
    'advance=5s',
  ])('refuses %s', async (body) => {
    const before = (await clock()).body.milliseconds;
    const refused = await clock(body);
    expect([refused.status, refused.body.ResponseMetadata.Error.Code]).toEqual([
      400,
      'InvalidParameter',
    ]);
    expect((await clock()).body.milliseconds).toBe(before);
  });
});

it('does not answer before the data plane has done what became due', async () => {
  const plugging = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const slow: DataPlane = {
    ...none,
    enabled: true,
    async plug() {
      plugging.resolve();
      await gate.promise;
    },
  };
  const file = await readWorldFile(example);
  const seeds = {
    ...file.seeds,
    instances: [],
    networkInterfaces: [],
    eips: [],
    routeTables: [],
  };
  server = await startServer({ ...file, seeds, transitions: 'manual', dataPlane: slow });
  await server.client.ok('ecs', 'RunInstances', {
    ZoneId: 'cn-beijing-a',
    ImageId: 'image-example',
    InstanceTypeId: 'ecs.g3i.large',
    InstanceName: 'slow',
    NetworkInterfaces: [{ SubnetId: 'subnet-a', SecurityGroupIds: ['sg-web'] }],
  });
  let answered = false;
  const answer = advance('1h').then(() => {
    answered = true;
  });
  await plugging.promise;
  await clock();
  expect(answered).toBe(false);
  gate.resolve();
  await answer;
  const { Instances } = await server.client.ok('ecs', 'DescribeInstances');
  expect(Instances[0].Status).toBe('RUNNING');
});

it('cannot be advanced where time passes by itself', async () => {
  server = await startServer();
  const { status, body } = await advance('5s');
  expect([status, body.ResponseMetadata.Error.Code]).toEqual([
    409,
    'InvalidOperation.TransitionsNotManual',
  ]);
});
