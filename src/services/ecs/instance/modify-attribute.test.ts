import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { patchRow } from '#test/support/rows.ts';
import { madeInstance, runInput, type Scene, scene } from '#test/support/scene.ts';
import { startServer, type TestServer } from '#test/support/server.ts';

let server: TestServer;
let here: Scene;
beforeEach(async () => {
  server = await startServer();
  here = await scene(server);
});
afterEach(() => server.close());

const modify = (InstanceId: string, input: Record<string, unknown>) =>
  server.client.ecs('ModifyInstanceAttribute', { InstanceId, ...input });
const seen = async (id: string) =>
  (await server.client.ok('ecs', 'DescribeInstances', { InstanceIds: [id] })).Instances[0];
const userDataOf = async (InstanceId: string) =>
  (await server.client.ok('ecs', 'DescribeUserData', { InstanceId })).UserData;

describe('ModifyInstanceAttribute', () => {
  it('changes what is given, and leaves the rest', async () => {
    const id = await madeInstance(server, here);
    const before = await seen(id);
    const { status, result } = await modify(id, {
      InstanceName: '网站-1',
      Description: 'a site',
      Hostname: 'web-1.site',
      DeletionProtection: true,
      EnableJumboFrame: true,
      UserData: 'IyEvYmluL3No',
      Password: 'Passw0rd!',
      CpuOptions: { TopologyType: 'ContinuousCoreToHTMapping', ThreadsPerCore: 1 },
    });
    expect([status, result]).toEqual([200, {}]);
    expect(await seen(id)).toEqual({
      ...before,
      InstanceName: '网站-1',
      Description: 'a site',
      Hostname: 'web-1.site',
      HostName: 'web-1.site',
      DeletionProtection: true,
      EnableJumboFrame: true,
      CpuOptions: {
        CoreCount: 1,
        TopologyType: 'ContinuousCoreToHTMapping',
        ThreadsPerCore: 1,
      },
      UpdatedAt: expect.any(String),
    });
    expect(await userDataOf(id)).toBe('IyEvYmluL3No');
    expect((await server.client.ecs('DeleteInstance', { InstanceId: id })).code).toBe(
      'InvalidInstance.DeletionProtection',
    );
  });

  it('changes nothing when nothing is given, and clears by empty texts', async () => {
    const id = await madeInstance(server, here, { description: 'old', user_data: 'IyEvYmluL3No' });
    expect((await modify(id, {})).status).toBe(200);
    expect(await seen(id)).toMatchObject({ InstanceName: 'web', Description: 'old' });
    await modify(id, { Description: '', UserData: '' });
    expect([(await seen(id)).Description, await userDataOf(id)]).toEqual(['', '']);
  });

  it('refuses an instance that is not there, or is on its way', async () => {
    expect(await modify('i-none', {})).toMatchObject({
      status: 404,
      code: 'InvalidInstance.NotFound',
    });
    const id = await madeInstance(server, here);
    for (const status of ['CREATING', 'RESIZING', 'STOPPING', 'DELETING']) {
      await patchRow(server, 'instance', id, { status });
      expect((await modify(id, { InstanceName: 'x' })).code).toBe('InvalidInstanceStatus');
    }
    await patchRow(server, 'instance', id, { status: 'ERROR' });
    expect((await modify(id, { DeletionProtection: false })).status).toBe(200);
  });

  it('refuses what is malformed', async () => {
    const id = await madeInstance(server, here);
    const cases: [Record<string, unknown>, string][] = [
      [{ InstanceName: '1x' }, 'InvalidInstanceName.Malformed'],
      [{ InstanceName: 'a-[1,2]' }, 'InvalidInstanceName.Malformed'],
      [{ InstanceName: 'a'.repeat(129) }, 'InvalidInstanceName.Malformed'],
      [{ Description: '1' }, 'InvalidDescription.Malformed'],
      [{ Description: 'a'.repeat(256) }, 'InvalidDescription.Malformed'],
      [{ Hostname: 'a..b' }, 'InvalidHostname.Malformed'],
      [{ Hostname: 'a_b' }, 'InvalidHostname.Malformed'],
      [{ UserData: '?' }, 'InvalidUserData.Malformed'],
      [{ UserData: Buffer.alloc(16 * 1024 + 1).toString('base64') }, 'InvalidUserData.Malformed'],
      [{ Password: 'password' }, 'InvalidPassword.Malformed'],
      [{ CpuOptions: { TopologyType: 'x' } }, 'InvalidCpuOptions.Malformed'],
      [{ CpuOptions: { ThreadsPerCore: 3 } }, 'InvalidCpuOptions.Malformed'],
    ];
    for (const [input, code] of cases) {
      expect([input, (await modify(id, input)).code]).toEqual([input, code]);
    }
  });

  it('is done once for one ClientToken', async () => {
    const id = await madeInstance(server, here);
    const once = { InstanceName: 'once', ClientToken: 't' };
    expect((await modify(id, once)).status).toBe(200);
    await modify(id, { InstanceName: 'later' });
    expect((await modify(id, once)).status).toBe(200);
    expect((await seen(id)).InstanceName).toBe('later');
  });
});

describe('DescribeUserData', () => {
  it('gives back what RunInstances was given, or an empty text', async () => {
    const launch = async (more: Record<string, unknown>) =>
      (await server.client.ok('ecs', 'RunInstances', runInput(here, more))).InstanceIds[0];
    const id = await launch({ UserData: 'IyEvYmluL3No' });
    expect(await server.client.ok('ecs', 'DescribeUserData', { InstanceId: id })).toEqual({
      InstanceId: id,
      UserData: 'IyEvYmluL3No',
    });
    expect(await userDataOf(await launch({}))).toBe('');
  });

  it('refuses nobody’s and somebody else’s instance', async () => {
    const foreign = await madeInstance(server, here, { account_id: '2100000002' });
    for (const InstanceId of ['i-none', foreign]) {
      expect(await server.client.ecs('DescribeUserData', { InstanceId })).toMatchObject({
        status: 404,
        code: 'InvalidInstance.NotFound',
        message: 'The specified instance does not exist.',
      });
    }
  });
});

describe('RunInstances', () => {
  it('keeps what it is told of processors, frames and price', async () => {
    const more = {
      CpuOptions: { ThreadsPerCore: 1, NumaPerSocket: 2 },
      NetworkOptions: { EnableJumboFrame: true },
      SpotStrategy: 'SpotWithPriceLimit',
      SpotPriceLimit: 0.25,
    };
    const { InstanceIds } = await server.client.ok('ecs', 'RunInstances', runInput(here, more));
    expect(await seen(InstanceIds[0])).toMatchObject({
      CpuOptions: { ThreadsPerCore: 1, TopologyType: 'DiscreteCoreToHTMapping' },
      EnableJumboFrame: true,
      SpotPriceLimit: 0.25,
    });
  });
});
